// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

namespace klp {

/// Where the data files are.
struct Folders {
    std::filesystem::path configs;   ///< holds axes/ and experiments/
    std::filesystem::path workloads; ///< holds suites/
};

} // namespace klp
