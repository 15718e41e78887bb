// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "impact/clone_graph.hpp"
#include "impact/explain.hpp"

namespace klp {

/// The inlines of the image that no path of the graph explains: from a function with the inlined
/// one's name, file and line to one with the name of the holder's symbol. `graph` has its files as
/// the compiler was given them (before strip_source_root).
InlineExplanation explain_inlines(const CloneGraph& graph, const DebugFacts& facts);

} // namespace klp
