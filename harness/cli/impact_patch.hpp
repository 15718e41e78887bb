// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"
#include "cli/impact_graphs.hpp"
#include "cli/impact_question.hpp"

#include <string>
#include <vector>

namespace klp {

struct PatchQuestion {
    std::string patch;  ///< file with a unified diff
    std::string source; ///< folder of the sources as built; empty: where the compiler had them
};

struct PatchAnswer {
    std::vector<AskedFunction> functions;
    std::vector<std::string>
        notes; ///< changes that touch no function, and where the answer is wide
};

/// The functions of the builds that a patch changes. Errors are those of read_unified_diff and
/// patched_functions, with the patch's name; a usage error when the patch changes no function.
Result<PatchAnswer> functions_of_patch(const std::vector<LoadedGraph>& graphs,
                                       const PatchQuestion& question);

/// The functions of a list of published live patches (config/load_livepatched). Those that no graph
/// has are noted.
Result<PatchAnswer> functions_of_list(const std::vector<LoadedGraph>& graphs,
                                      const std::string& file);

} // namespace klp
