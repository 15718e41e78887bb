// SPDX-License-Identifier: Apache-2.0
//
// Output against its file in tests/golden/report. KLPBENCH_UPDATE_GOLDEN=1 in the environment
// rewrites the files; read the difference before committing it.
#pragma once

#include <catch2/catch.hpp>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

namespace klp::report_test {

inline void check_golden(const std::string& name, const std::string& text) {
    const std::filesystem::path path =
        std::filesystem::path(__FILE__).parent_path() / "../../golden/report" / name;
    if (std::getenv("KLPBENCH_UPDATE_GOLDEN") != nullptr) {
        std::ofstream(path, std::ios::binary) << text;
    }
    std::ostringstream golden;
    golden << std::ifstream(path, std::ios::binary).rdbuf();
    INFO("tests/golden/report/" << name);
    CHECK(text == golden.str());
}

} // namespace klp::report_test
