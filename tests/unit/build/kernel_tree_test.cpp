// SPDX-License-Identifier: Apache-2.0
#include "build/kernel_tree.hpp"

#include "support/error_of.hpp"
#include "unit/build/kernel_setting.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace klp;
namespace fs = std::filesystem;

namespace {

Result<KernelTree> prepare(KernelSetting& setting) {
    return prepare_kernel(setting.workload, "/usr/bin/gcc-12", setting.cache, setting.runner);
}

int runs_of(const KernelSetting& setting, const std::string& word) {
    return static_cast<int>(std::count_if(
        setting.runner.requests.begin(), setting.runner.requests.end(), [&](const auto& request) {
            return std::find(request.argv.begin(), request.argv.end(), word) != request.argv.end();
        }));
}

} // namespace

TEST_CASE("a kernel's source is unpacked and configured once") {
    KernelSetting setting;
    const KernelTree tree = prepare(setting).value();
    CHECK(fs::exists(tree.source / "Kconfig"));
    CHECK(read_file(tree.configuration).value() == setting.made_configuration);
    CHECK(prepare(setting).value().source == tree.source);
    CHECK(runs_of(setting, "tar") == 1);
    CHECK(runs_of(setting, "tinyconfig") == 1);
    CHECK(runs_of(setting, "olddefconfig") == 1);
}

TEST_CASE("the fragment is appended to the base configuration, where its lines win") {
    KernelSetting setting;
    std::string given;
    setting.runner.on({"olddefconfig"}, [&](const ProcessRequest& request) {
        given = read_file(KernelSetting::objects_of(request) / ".config").value();
        write_to(KernelSetting::objects_of(request) / ".config", setting.made_configuration);
        return exited(0);
    });
    prepare(setting).value();
    CHECK(given == "CONFIG_BASE=y\n\n# a comment\nCONFIG_A=y\n# CONFIG_B is not set\n");
}

TEST_CASE("a symbol that did not stick is named with its line") {
    KernelSetting setting;
    write_to(setting.workload.kernel->fragment, "CONFIG_A=y\nCONFIG_NONE=y\n");
    const std::string fragment = setting.workload.kernel->fragment.string();
    CHECK(error_of(prepare(setting)).message ==
          fragment + ":2: CONFIG_NONE=y did not stick: this kernel has no such symbol, or what it "
                     "depends on is off");
    CHECK(unmet_symbol("# CONFIG_A is not set\n", setting.made_configuration) ==
          "1: # CONFIG_A is not set did not stick: it is y, because of what it depends on or what "
          "selects it");
    CHECK(unmet_symbol("CONFIG_C=\"x y\"\n# CONFIG_NONE is not set\n# CONFIG_B is not set\n",
                       setting.made_configuration)
              .empty());
    CHECK(unmet_symbol("CONFIG_C=\"x\"\n", setting.made_configuration).starts_with("1: CONFIG_C"));
}

TEST_CASE("an archive that is no Linux source, or not as its package ships it, is an error") {
    KernelSetting setting;
    setting.runner.on({"tar"}, [](const ProcessRequest& request) {
        write_to(fs::path(request.argv.at(2)) / "hello-1.0" / "Makefile", "");
        return exited(0);
    });
    CHECK(
        error_of(prepare(setting)).message ==
        "/usr/src/linux.tar.xz is no Linux source: there is no folder with a Kbuild and a Kconfig "
        "in it");
    setting.runner.on({"dpkg", "--verify"}, exited(0, "??5??????   /usr/src/linux.tar.xz\n"));
    CHECK(error_of(prepare(setting)).message ==
          "/usr/src/linux.tar.xz is not as its package ships it: apt-get install --reinstall "
          "linux-source");
}

TEST_CASE("what make or tar says goes into the error") {
    KernelSetting setting;
    setting.runner.on({"tinyconfig"}, exited(2, "", "/bin/sh: flex: not found"));
    CHECK(error_of(prepare(setting)).message ==
          "configuring linux-tiny (make tinyconfig): make exited with status 2: /bin/sh: flex: not "
          "found");
    setting.runner.on({"tinyconfig"}, ended(ProcessResult::End::interrupted));
    CHECK(error_of(prepare(setting)).kind == ErrorKind::interrupted);
}
