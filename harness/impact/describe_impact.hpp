// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "impact/clone_graph.hpp"
#include "impact/closure.hpp"
#include "model/impact.hpp"

#include <span>

namespace klp {

/// What a change of the function with these nodes affects, in words; `walk` is one of `graph`.
/// `copies` are by node (copies_by_node). Precondition: it has nodes.
FunctionImpact describe_impact(const CloneGraph& graph, ImpactWalk& walk,
                               std::span<const std::int64_t> copies, const SourceNodes& function);

/// What changes of all of them affect together, each function once.
std::vector<AffectedFunction> describe_together(const CloneGraph& graph, ImpactWalk& walk,
                                                std::span<const SourceNodes> functions);

} // namespace klp
