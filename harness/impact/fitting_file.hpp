// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"
#include "impact/source_tree.hpp"
#include "model/patch.hpp"

#include <string>
#include <vector>

namespace klp {

/// The file of the build that a file of a patch means: by its old name or else its new one, among
/// `files` and, when none of those fits, all of the tree. Of several the one whose lines the diff
/// shows, or else the one nearest to the root. Empty when there is none. A usage error when several
/// remain, or the lines of the one there is are others.
Result<std::string> fitting_file(const PatchedFile& file, const std::vector<std::string>& files,
                                 SourceTree& tree);

} // namespace klp
