// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "config/folders.hpp"
#include "scratch_folder.hpp"

#include "base/result.hpp"

#include <string>

/// Axes `compiler` and `lto`, and suites `aead` and `lz77`.
struct SmallSetup {
    ScratchFolder folder;
    klp::Folders folders{folder.path() / "configs", folder.path() / "workloads"};

    SmallSetup() {
        folder.write("configs/axes/compiler.toml", R"(
name = "compiler"
baseline = "gcc-12"
[[value]]
name = "gcc-11"
command = "gcc-11"
[[value]]
name = "gcc-12"
command = "gcc-12"
package = "gcc-12"
plugin_package = "gcc-12-plugin-dev"
)");
        folder.write("configs/axes/lto.toml", R"(
name = "lto"
baseline = "off"
[[value]]
name = "off"
[[value]]
name = "full"
compile = ["-flto"]
link = ["-flto=1"]
)");
        write_suite("aead");
        write_suite("lz77");
    }

    void write_suite(const std::string& name) const {
        const std::string suite = "workloads/suites/" + name;
        folder.write(suite + "/workload.toml", "name = \"" + name + R"("
kind = "suite"
sources = ["a.c"]
driver = "driver.cpp"
)");
        folder.write(suite + "/a.c", "int a;\n");
        folder.write(suite + "/driver.cpp", "int main() {}\n");
    }

    /// An error as one line, with the path of this set-up taken off.
    [[nodiscard]] std::string line_of(const klp::Error& error) const {
        std::string line = klp::to_string(error);
        const std::string prefix = folder.path().string() + "/";
        for (auto at = line.find(prefix); at != std::string::npos; at = line.find(prefix)) {
            line.erase(at, prefix.size());
        }
        return line;
    }
};
