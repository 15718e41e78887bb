// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "impact/clone_graph.hpp"

#include <cstdint>
#include <map>

namespace klp {

/// What a live patch of one function replaces, over all functions of a build.
struct ImpactCensus {
    /// Functions to replace -> functions of the source whose patch replaces so many. A function of
    /// which nothing is left in the image is not counted.
    std::map<std::uint32_t, std::uint32_t> sizes;
    std::uint32_t functions = 0; ///< sum over `sizes`
    /// Functions with a body of their own and an inline copy in a surviving function.
    std::uint32_t selectively_inlined = 0;

    [[nodiscard]] double mean() const;

    /// The smallest size that at least `share` of the functions do not exceed (nearest rank);
    /// precondition: there are functions, 0 < share <= 1.
    [[nodiscard]] std::uint32_t quantile(double share) const;
};

ImpactCensus take_impact_census(const CloneGraph& graph);

} // namespace klp
