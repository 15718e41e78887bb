// SPDX-License-Identifier: Apache-2.0
#include "impact/describe_impact.hpp"

#include <algorithm>

namespace klp {
namespace {

std::vector<AffectedFunction> affected(const CloneGraph& graph, ImpactWalk& walk,
                                       std::span<const std::uint32_t> changed) {
    std::vector<AffectedFunction> functions;
    for (const AffectedNode& found : walk.affected_by(changed)) {
        AffectedFunction function;
        function.function = graph.source(found.node);
        function.unit = graph.texts.text(graph.nodes[found.node].unit);
        function.cross_unit = found.cross_unit;
        function.steps.reserve(found.path.size());
        for (const std::uint32_t edge : found.path) {
            const GraphEdge& step = graph.edges[edge];
            function.steps.push_back(
                {std::string(graph.texts.text(step.kind)), std::string(graph.name(step.to))});
        }
        functions.push_back(std::move(function));
    }
    return functions;
}

bool has_own_body(const CloneGraph& graph, const SourceNodes& function) {
    return std::any_of(function.nodes.begin(), function.nodes.end(),
                       [&graph](std::uint32_t node) { return graph.nodes[node].survives; });
}

} // namespace

FunctionImpact describe_impact(const CloneGraph& graph, ImpactWalk& walk,
                               std::span<const std::int64_t> copies, const SourceNodes& function) {
    FunctionImpact impact;
    impact.function = graph.source(function.nodes.front());
    impact.affected = affected(graph, walk, function.nodes);
    for (const std::uint32_t node : function.nodes) {
        add_copies(impact.copies, copies[node]);
    }
    impact.selectively_inlined =
        has_own_body(graph, function) &&
        std::any_of(impact.affected.begin(), impact.affected.end(), [](const auto& other) {
            return !other.steps.empty() && other.steps.front().kind == inline_kind;
        });
    return impact;
}

std::vector<AffectedFunction> describe_together(const CloneGraph& graph, ImpactWalk& walk,
                                                std::span<const SourceNodes> functions) {
    std::vector<std::uint32_t> nodes;
    for (const SourceNodes& function : functions) {
        nodes.insert(nodes.end(), function.nodes.begin(), function.nodes.end());
    }
    return affected(graph, walk, nodes);
}

} // namespace klp
