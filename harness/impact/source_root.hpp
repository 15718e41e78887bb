// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "impact/clone_graph.hpp"

#include <string>

namespace klp {

/// Takes the folder of the sources off the files of `graph`, where the compiler was given whole
/// paths, and gives it with its slash at the end; empty where there is none. The folder is what is
/// left of the most files without what their path and that of their unit end in alike.
std::string strip_source_root(CloneGraph& graph);

} // namespace klp
