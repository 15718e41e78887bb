// SPDX-License-Identifier: Apache-2.0
#include "impact/impact_census.hpp"

#include "impact/closure.hpp"

#include <algorithm>

namespace klp {
namespace {

// Of the nodes: true where a surviving function holds an inline copy of it.
std::vector<bool> inlined_somewhere(const CloneGraph& graph) {
    // Backwards from every function that survives; a body reaches it through whatever edges, but
    // it was inlined when the first of them is an inlining.
    std::vector<std::vector<std::uint32_t>> held(graph.nodes.size());
    for (const GraphEdge& edge : graph.edges) {
        held[edge.to].push_back(edge.from);
    }
    std::vector<bool> carried(graph.nodes.size(), false);
    std::vector<std::uint32_t> open;
    for (std::uint32_t node = 0; node < graph.nodes.size(); ++node) {
        if (graph.nodes[node].survives) {
            carried[node] = true;
            open.push_back(node);
        }
    }
    while (!open.empty()) {
        const std::uint32_t node = open.back();
        open.pop_back();
        for (const std::uint32_t from : held[node]) {
            if (!carried[from]) {
                carried[from] = true;
                open.push_back(from);
            }
        }
    }
    const std::uint32_t inlining = graph.texts.find(inline_kind);
    std::vector<bool> inlined(graph.nodes.size(), false);
    for (const GraphEdge& edge : graph.edges) {
        if (edge.kind == inlining && carried[edge.to]) {
            inlined[edge.from] = true;
        }
    }
    return inlined;
}

} // namespace

ImpactCensus take_impact_census(const CloneGraph& graph) {
    ImpactCensus census;
    const std::vector<SourceNodes> functions = source_functions(graph);
    const std::vector<std::uint32_t> sizes = impact_sizes(graph, functions);
    const std::vector<bool> inlined = inlined_somewhere(graph);
    for (std::size_t i = 0; i < functions.size(); ++i) {
        if (sizes[i] == 0) {
            continue;
        }
        ++census.sizes[sizes[i]];
        const auto& nodes = functions[i].nodes;
        census.selectively_inlined +=
            std::any_of(nodes.begin(), nodes.end(),
                        [&graph](std::uint32_t node) { return graph.nodes[node].survives; }) &&
                    std::any_of(nodes.begin(), nodes.end(),
                                [&inlined](std::uint32_t node) { return inlined[node]; })
                ? 1
                : 0;
    }
    return census;
}

} // namespace klp
