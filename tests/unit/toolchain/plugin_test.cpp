// SPDX-License-Identifier: Apache-2.0
#include "toolchain/plugin.hpp"

#include "support/error_of.hpp"
#include "toolchain/facts.hpp"
#include "unit/toolchain/fake_gcc.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <filesystem>

using namespace klp;
namespace fs = std::filesystem;

namespace {

/// A gcc that has plugin headers and builds the plugin.
struct PluginSetting {
    FakeGcc gcc;
    fs::path source = write_to(gcc.folder.path() / "klp_plugin.cc", "the plugin");
    fs::path cache = gcc.folder.path() / "cache";
    CompilerIdentity identity;
    int builds = 0;

    PluginSetting() {
        identity.path = gcc.path("gcc-99");
        identity.identity = "one";
        write_to(gcc.folder.path() / "plugin" / "include" / "gcc-plugin.h", "");
        gcc.runner.on({"-print-file-name=plugin"}, exited(0, gcc.path("plugin") + "\n"));
        gcc.runner.on({"-shared"}, [this](const ProcessRequest& request) {
            ++builds;
            write_to(output_of(request), "library");
            return exited(0);
        });
    }

    Result<fs::path> build() {
        return build_plugin(gcc.value, identity, source, cache, gcc.runner);
    }
};

} // namespace

TEST_CASE("the plugin is built by the C++ compiler beside gcc, against gcc's headers, once") {
    PluginSetting setting;
    const fs::path library = setting.build().value();
    CHECK(read_file(library).value() == "library");
    CHECK(library.filename() == "klp_plugin.so");
    const auto& argv = setting.gcc.runner.requests.back().argv;
    CHECK(argv.front() == setting.gcc.path("g++-99"));
    CHECK(std::count(argv.begin(), argv.end(), "-I" + setting.gcc.path("plugin") + "/include") ==
          1);
    CHECK(argv.back() == setting.source.string());

    CHECK(setting.build().value() == library);
    CHECK(setting.builds == 1);
}

TEST_CASE("another compiler or another source is another plugin") {
    PluginSetting setting;
    const fs::path first = setting.build().value();
    setting.identity.identity = "two";
    const fs::path second = setting.build().value();
    write_to(setting.source, "the plugin, changed");
    const fs::path third = setting.build().value();
    CHECK((first != second && second != third && first != third));
    CHECK(setting.builds == 3);
}

TEST_CASE("missing plugin headers are an error with the package to install") {
    PluginSetting setting;
    const std::string message =
        "gcc-99: no plugin headers: apt-get install gcc-99-plugin-dev-package";
    fs::remove(setting.gcc.path("plugin") + "/include/gcc-plugin.h");
    CHECK(error_of(setting.build()).message == message);
    setting.gcc.runner.on({"-print-file-name=plugin"}, exited(0, "plugin\n")); // gcc's "not here"
    CHECK(error_of(setting.build()).message == message);
    setting.gcc.runner.on({"-print-file-name=plugin"}, exited(1));
    CHECK(error_of(setting.build()).message == message);
    setting.gcc.value.compiler->plugin_package.clear();
    CHECK(error_of(setting.build()).message ==
          "gcc-99: no plugin headers and no package is known that has them");
    CHECK(setting.builds == 0);
}

TEST_CASE("a plugin that does not build leaves nothing that looks built") {
    PluginSetting setting;
    setting.gcc.runner.on({"-shared"}, [](const ProcessRequest& request) {
        write_to(output_of(request), "half a libr");
        return exited(1, "", "error: gcc-plugin.h");
    });
    CHECK(error_of(setting.build()).message ==
          "gcc-99: the GCC plugin does not build (the compiler "
          "exited with status 1): error: gcc-plugin.h");
    setting.gcc.runner.on({"-shared"}, [](const ProcessRequest& request) {
        write_to(output_of(request), "library");
        return exited(0);
    });
    CHECK(read_file(setting.build().value()).value() == "library");
}

TEST_CASE("the flags that load the plugin name the library and the argument") {
    PluginSetting setting;
    InstalledCompilers facts(setting.gcc.runner, setting.source, setting.cache);
    const auto flags = facts.plugin_flags(setting.gcc.value, "inline-only-static").value();
    REQUIRE(flags.size() == 2);
    CHECK(flags[0].starts_with("-fplugin=" + setting.cache.string()));
    CHECK(flags[0].ends_with("/klp_plugin.so"));
    CHECK(flags[1] == "-fplugin-arg-klp_plugin-inline-only-static");
    setting.gcc.value.name = "other";
    setting.gcc.value.compiler->command = "no-such-gcc";
    CHECK_FALSE(facts.plugin_flags(setting.gcc.value, "inline-only-static"));
}
