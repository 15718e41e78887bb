// SPDX-License-Identifier: Apache-2.0
#include "config/load_experiment.hpp"
#include "config/load_workload.hpp"
#include "small_setup.hpp"

#include "base/sha256.hpp"

#include <catch2/catch.hpp>

#include <string>

using namespace klp;

namespace {

const char* const kernel_text = R"(name = "linux"
kind = "kernel"
architecture = "x86_64"
base_configuration = "tinyconfig"
image = "arch/x86/boot/bzImage"
shim = "shim.h"
kbench = "kbench"
typical_unit = "init/main.c"
make = ["A=1", "B="]
make_lto = ["C=2"]
after_link = ["v.c"]
apart = ["vdso/"]
proof_units = 7
[source]
package = "linux-source"
archive = "linux.tar"
[configurations]
tiny = "tiny.config"
[[keep_out]]
unit = "mm/percpu.c"
reason = "flatten"
[collection]
script = "vmlinux.lds"
roots = ["r*"]
collect = [".init.text"]
drop = [".exitcall.exit"]
[[collection.weak_table]]
section = "__bug_table"
entry_bytes = 12
subject = 4
[machine]
emulator = "qemu"
package = "qemu-package"
arguments = ["-x"]
command_line = "quiet"
[[machine.boot]]
memory_mib = 300
padding = 5
[limits]
boot = 9
)";

struct KernelSetup : SmallSetup {
    KernelSetup() {
        write(kernel_text);
        folder.write("workloads/kernels/linux/shim.h", "");
        folder.write("workloads/kernels/linux/kbench/main.cpp", "");
        folder.write("workloads/kernels/linux/linux.tar", "an archive");
        folder.write("workloads/kernels/linux/tiny.config", "CONFIG_A=y\n");
    }

    void write(const std::string& text) const {
        folder.write("workloads/kernels/linux/workload.toml", text);
    }

    /// The kernel's file with `right` replaced.
    void mistake(const std::string& right, const std::string& wrong) const {
        std::string text = kernel_text;
        const std::size_t at = text.find(right);
        REQUIRE(at != std::string::npos);
        write(text.replace(at, right.size(), wrong));
    }

    [[nodiscard]] Result<Workload> load(const std::string& configuration = "tiny") const {
        return load_workload(folders.workloads / "kernels/linux", configuration);
    }

    [[nodiscard]] std::string complaint() const {
        const auto workload = load();
        REQUIRE_FALSE(workload);
        CHECK(workload.error().kind == ErrorKind::usage);
        const std::string line = to_string(workload.error());
        const std::string file = "workload.toml:";
        return line.substr(line.find(file) + file.size());
    }
};

} // namespace

TEST_CASE("every key of a kernel is read, and its configuration belongs to its name") {
    const KernelSetup setup;
    const Workload workload = setup.load().value();
    CHECK(workload.name == "linux-tiny");
    CHECK(workload.kind == "kernel");
    const KernelWorkload& kernel = *workload.kernel;
    CHECK(kernel.architecture == "x86_64");
    CHECK(kernel.base_configuration == "tinyconfig");
    CHECK(kernel.source.package == "linux-source");
    CHECK(kernel.source.sha256 == sha256_hex("an archive"));
    CHECK(kernel.fragment == setup.folders.workloads / "kernels/linux/tiny.config");
    CHECK(kernel.shim == setup.folders.workloads / "kernels/linux/shim.h");
    CHECK(kernel.typical_unit == "init/main.c");
    CHECK(kernel.make == std::vector<std::string>{"A=1", "B="});
    CHECK(kernel.make_lto == std::vector<std::string>{"C=2"});
    CHECK(kernel.after_link == std::vector<std::string>{"v.c"});
    CHECK(kernel.apart == std::vector<std::string>{"vdso/"});
    CHECK(kernel.proof_units == 7);
    CHECK(kernel.keep_out.at(0).unit == "mm/percpu.c");
    CHECK(kernel.keep_out.at(0).reason == "flatten");
    CHECK(kernel.collection.script == "vmlinux.lds");
    CHECK(kernel.collection.roots == std::vector<std::string>{"r*"});
    CHECK(kernel.collection.collect == std::vector<std::string>{".init.text"});
    CHECK(kernel.collection.drop == std::vector<std::string>{".exitcall.exit"});
    CHECK(kernel.collection.weak_tables.at(0).section == "__bug_table");
    CHECK(kernel.collection.weak_tables.at(0).entry_bytes == 12);
    CHECK(kernel.collection.weak_tables.at(0).subject == 4);
    CHECK(kernel.machine.emulator == "qemu");
    CHECK(kernel.machine.arguments == std::vector<std::string>{"-x"});
    CHECK(kernel.machine.command_line == "quiet");
    CHECK(kernel.machine.settings.at(0).memory_mib == 300);
    CHECK(kernel.machine.settings.at(0).padding == 5);
    CHECK(kernel.limits.boot == 9);
    CHECK(kernel.limits.build == 3600);
}

TEST_CASE("another source or another fragment is another kernel") {
    const KernelSetup setup;
    const std::string first = setup.load()->content_hash;
    setup.folder.write("workloads/kernels/linux/tiny.config", "CONFIG_A=n\n");
    const std::string second = setup.load()->content_hash;
    setup.folder.write("workloads/kernels/linux/linux.tar", "another archive");
    const std::string third = setup.load()->content_hash;
    CHECK((first != second && second != third && first != third));
}

TEST_CASE("what is asked of a kernel does not make it another one") {
    const KernelSetup setup;
    const std::string before = setup.load()->content_hash;
    setup.folder.write("workloads/kernels/linux/livepatched-functions.toml", "# a list\n");
    CHECK(setup.load()->content_hash == before);
}

TEST_CASE("mistakes in a kernel's file are named with their place") {
    const KernelSetup setup;
    setup.mistake("\"linux.tar\"", "\"none.tar\"");
    CHECK(setup.complaint() ==
          "16:11: no kernel source \"none.tar\": apt-get install linux-source");
    setup.mistake("archive = \"linux.tar\"", "tree = \"kbench\"");
    CHECK(setup.complaint() == "16:8: \"kbench\" is no Linux source tree: it has no Kbuild, "
                               "Kconfig or scripts/Makefile.build: apt-get install linux-source");
    setup.mistake("archive = \"linux.tar\"", "");
    CHECK(setup.complaint() == "14:1: a kernel's source is an \"archive\" or a \"tree\": give one");
    setup.mistake("archive = \"linux.tar\"", "archive = \"linux.tar\"\nsha256 = \"00\"");
    CHECK(setup.complaint() == "16:11: \"linux.tar\" has the SHA-256 " + sha256_hex("an archive") +
                                   ", not the 00 of this file");
    setup.mistake("\"B=\"", "\"B\"");
    CHECK(setup.complaint() == "9:16: \"B\" is no make variable; write \"NAME=VALUE\"");
    setup.mistake("\"tiny.config\"", "\"none.config\"");
    CHECK(setup.complaint() == "18:8: no such file: \"none.config\"");
    setup.mistake("subject = 4", "subject = 12");
    CHECK(setup.complaint() == "27:1: subject 12 lies outside an entry of 12 bytes");
    setup.mistake("memory_mib = 300", "memory_mib = 1");
    CHECK(setup.complaint() == "37:14: \"memory_mib\" is 1; it must be at least 16");
    setup.mistake("kbench = \"kbench\"\n", "");
    CHECK(setup.complaint().find("\"kbench\"") != std::string::npos);
    setup.mistake("unit = \"mm/percpu.c\"", "units = \"mm/percpu.c\"");
    CHECK(setup.complaint().starts_with("20:1: unknown key \"units\""));
}

TEST_CASE("a kernel is named with its configuration, a suite without one") {
    const KernelSetup setup;
    for (const char* configuration : {"", "none"}) {
        const auto workload = setup.load(configuration);
        REQUIRE_FALSE(workload);
        CHECK(workload.error().message == "a kernel is measured in one of its configurations: "
                                          "write \"linux/NAME\", NAME one of tiny");
    }
    const auto suite = load_workload(setup.folders.workloads / "suites/aead", "tiny");
    REQUIRE_FALSE(suite);
    CHECK(suite.error().message == "this is no kernel: it has no configuration \"tiny\"");
}

TEST_CASE("an experiment needs a boot setting for every replicate of a kernel") {
    const KernelSetup setup;
    const std::string text = R"(name = "x"
workloads = ["kernels/linux/tiny"]
metrics = ["*"]
machine = { accelerator = "kvm" }
[axes]
compiler = ["gcc-12"]
)";
    const auto file = setup.folder.write("x.toml", text);
    const Experiment experiment = load_experiment(file.string(), setup.folders).value();
    CHECK(experiment.workloads.at(0).name == "linux-tiny");
    CHECK(experiment.accelerator == Accelerator::kvm);
    setup.folder.write("x.toml", "replicates = 2\n" + text);
    const auto wrong = load_experiment(file.string(), setup.folders);
    REQUIRE_FALSE(wrong);
    CHECK(wrong.error().message == "replicates = 2, but linux-tiny states 1 boot settings");
    std::string unknown = text;
    setup.folder.write("x.toml", unknown.replace(unknown.find("kvm"), 3, "xen"));
    CHECK(load_experiment(file.string(), setup.folders)
              .error()
              .message.starts_with("unknown accelerator \"xen\""));
}
