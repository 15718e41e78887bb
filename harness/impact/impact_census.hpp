// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "impact/clone_graph.hpp"
#include "model/impact_sizes.hpp"

#include <cstdint>

namespace klp {

/// What a live patch of one function replaces, over all functions of a build.
struct ImpactCensus {
    ImpactSizes sizes; ///< without functions of which nothing is left in the image
    /// Functions with a body of their own and an inline copy in a surviving function.
    std::uint32_t selectively_inlined = 0;
};

ImpactCensus take_impact_census(const CloneGraph& graph);

} // namespace klp
