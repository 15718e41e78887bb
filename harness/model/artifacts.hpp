// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace klp {

/// What a finished build leaves for `measure`.
struct Artifacts {
    std::filesystem::path folder;     ///< objects and `*.ipa-clones` dumps
    std::filesystem::path image;      ///< the linked executable
    std::filesystem::path record_log; ///< what each process of the build cost
    std::filesystem::path link_map;
    bool section_gc = false; ///< the link was asked to discard unreferenced sections
};

} // namespace klp
