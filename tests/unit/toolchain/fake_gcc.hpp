// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/axis.hpp"
#include "support/fake_process_runner.hpp"
#include "support/fresh_folder.hpp"

#include <filesystem>
#include <string>

namespace klp {

/// A folder with files that look like a compiler's programs, and a runner that answers for them.
/// What a test does not change is a gcc that accepts everything.
struct FakeGcc {
    TemporaryFolder folder = fresh_folder();
    FakeProcessRunner runner;
    AxisValue value;

    FakeGcc() {
        for (const char* program : {"gcc-99", "g++-99", "cc1", "lto1", "as", "ld"}) {
            install(program, std::string("contents of ") + program);
        }
        value.name = "gcc-99";
        value.compiler =
            CompilerCommand{path("gcc-99"), "gcc-99-package", "gcc-99-plugin-dev-package"};
        runner.on({"-c"}, exited(0));
        runner.on({path("gcc-99"), "--version"},
                  exited(0, "gcc-99 (Debian 99.1-1) 99.1\nCopyright\n"));
        runner.on({"-dumpmachine"}, exited(0, "x86_64-linux-gnu\n"));
        runner.on({path("ld"), "--version"}, exited(0, "GNU ld 2.40\nCopyright\n"));
        for (const char* program : {"cc1", "lto1", "as", "ld"}) {
            runner.on({std::string("-print-prog-name=") + program},
                      exited(0, path(program) + "\n"));
        }
    }

    [[nodiscard]] std::string path(const std::string& name) const {
        return (folder.path() / name).string();
    }

    void install(const std::string& program, const std::string& contents) const {
        write_to(path(program), contents);
        std::filesystem::permissions(path(program), std::filesystem::perms::owner_all);
    }
};

} // namespace klp
