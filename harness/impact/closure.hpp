// SPDX-License-Identifier: Apache-2.0
//
// The impact of a function: every surviving function whose code holds its body or a clone of it,
// directly or through others; the function itself too where it survives. A walk along the edges
// costs as much as what it finds, and most functions reach few others; so all functions of a
// kernel are walked one after the other, with one mark a node and walk.
#pragma once

#include "impact/clone_graph.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace klp {

/// A function that must be replaced, and how the body came there.
struct AffectedNode {
    std::uint32_t node = 0;
    std::vector<std::uint32_t> path; ///< edges of the graph, from the function that changes; none
                                     ///< when it is that function; one of the shortest paths
    bool cross_unit = false;         ///< it is of another unit than the start of its path
};

/// Walks one graph, which must outlive it, again and again: what a walk marked needs no clearing.
class ImpactWalk {
public:
    explicit ImpactWalk(const CloneGraph& graph)
        : m_graph(graph),
          m_marks(graph.nodes.size(), 0),
          m_arrived(graph.nodes.size(), 0) {}

    /// The nodes that hold the bodies of `from`, these first, then by distance. Valid until the
    /// next call.
    const std::vector<std::uint32_t>& reach(std::span<const std::uint32_t> from);

    /// What must be replaced when the functions `changed` change, by name, file, line and unit.
    std::vector<AffectedNode> affected_by(std::span<const std::uint32_t> changed);

private:
    const CloneGraph& m_graph;
    std::vector<std::uint32_t> m_marks;   ///< by node: the last walk that came there
    std::vector<std::uint32_t> m_arrived; ///< by node: the edge by which it came
    std::uint32_t m_walk = 0;
    std::vector<std::uint32_t> m_reached;
};

/// A function of the source with all its nodes: one a unit that has code of it.
struct SourceNodes {
    std::vector<std::uint32_t> nodes; ///< ascending
};

/// All functions of the source, without the clones that the compiler made.
std::vector<SourceNodes> source_functions(const CloneGraph& graph);

/// How many functions must be replaced for each of `functions`.
std::vector<std::uint32_t> impact_sizes(const CloneGraph& graph,
                                        const std::vector<SourceNodes>& functions);

} // namespace klp
