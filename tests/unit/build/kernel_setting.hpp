// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "build/kernel.hpp"
#include "model/workload.hpp"
#include "support/fake_process_runner.hpp"
#include "support/fresh_folder.hpp"

#include <filesystem>
#include <string>

namespace klp {

/// A kernel whose archive, once unpacked by the fake tar, is a tree, and whose make makes.
struct KernelSetting {
    TemporaryFolder folder = fresh_folder();
    std::filesystem::path cache = folder.path() / "cache";
    FakeProcessRunner runner;
    Workload workload;
    BuildFlags flags{"/usr/bin/gcc-12", {"-O2"}, {"-O2"}, true};
    KernelTools tools{"/b/klpbench-kcc", "/b/klpbench-kld", "/c/klp_plugin.so", "/c/shims"};
    KernelTree tree;
    std::string made_configuration = "CONFIG_A=y\n# CONFIG_B is not set\nCONFIG_C=\"x y\"\n";

    KernelSetting() {
        workload.name = "linux-tiny";
        workload.kind = "kernel";
        KernelWorkload& kernel = workload.kernel.emplace();
        kernel.source.archive = "/usr/src/linux.tar.xz";
        kernel.source.sha256 = "5a";
        kernel.source.package = "linux-source";
        kernel.architecture = "x86_64";
        kernel.base_configuration = "tinyconfig";
        kernel.fragment = write_to(folder.path() / "tiny.config",
                                   "# a comment\nCONFIG_A=y\n# CONFIG_B is not set\n");
        kernel.shim = "/w/shim.h";
        kernel.image = "arch/x86/boot/bzImage";
        kernel.make = {"delay-objtool=y"};
        kernel.make_lto = {"CC_FLAGS_LTO=-flto"};
        kernel.typical_unit = "init/main.c";
        kernel.keep_out = {{"mm/percpu.c", "__flatten"}};
        tree.source = "/cache/linux";
        tree.configuration = write_to(folder.path() / "whole.config", made_configuration);
        runner.on({}, exited(0));
        runner.on({"dpkg", "--search"}, exited(0, "linux-source: /usr/src/linux.tar.xz\n"));
        runner.on({"tar"}, [](const ProcessRequest& request) {
            write_to(std::filesystem::path(request.argv.at(2)) / "linux-9.9" / "Kbuild", "");
            write_to(std::filesystem::path(request.argv.at(2)) / "linux-9.9" / "Kconfig", "");
            return exited(0);
        });
        runner.on({"tinyconfig"}, [](const ProcessRequest& request) {
            write_to(objects_of(request) / ".config", "CONFIG_BASE=y\n");
            return exited(0);
        });
        runner.on({"olddefconfig"}, [this](const ProcessRequest& request) {
            write_to(objects_of(request) / ".config", made_configuration);
            return exited(0);
        });
    }

    /// The value of make's O=.
    static std::filesystem::path objects_of(const ProcessRequest& request) {
        for (const std::string& word : request.argv) {
            if (word.starts_with("O=")) {
                return word.substr(2);
            }
        }
        return {};
    }

    [[nodiscard]] KernelBuildRequest request() const {
        return {workload, flags, tree, tools, folder.path() / "build", 2};
    }
};

} // namespace klp
