// SPDX-License-Identifier: Apache-2.0
#include "impact/clone_graph.hpp"

#include <algorithm>
#include <numeric>
#include <tuple>

namespace klp {

SourceFunction CloneGraph::source(std::uint32_t node) const {
    const GraphNode& of = nodes[node];
    return {std::string(texts.text(of.name)), std::string(texts.text(of.file)), of.line, of.column};
}

void connect(CloneGraph& graph) {
    // By the function that is held first, which leaves but few edges in each run to be sorted.
    graph.first_out.assign(graph.nodes.size() + 1, 0);
    for (const GraphEvent& event : graph.events) {
        graph.first_out[event.original + 1] += event.original == event.clone ? 0 : 1;
    }
    std::partial_sum(graph.first_out.begin(), graph.first_out.end(), graph.first_out.begin());
    std::vector<GraphEdge> edges(graph.first_out.back());
    std::vector<std::uint32_t> next(graph.first_out.begin(), graph.first_out.end() - 1);
    for (const GraphEvent& event : graph.events) {
        if (event.original != event.clone) { // a function inlined into itself is still itself
            edges[next[event.original]++] = {event.original, event.clone, event.kind, 1};
        }
    }
    const auto key = [](const GraphEdge& edge) { return std::tie(edge.to, edge.kind); };
    graph.edges.clear();
    for (std::size_t node = 0; node < graph.nodes.size(); ++node) {
        const auto first = edges.begin() + graph.first_out[node];
        const auto last = edges.begin() + graph.first_out[node + 1];
        std::sort(first, last, [key](const auto& a, const auto& b) { return key(a) < key(b); });
        graph.first_out[node] = static_cast<std::uint32_t>(graph.edges.size());
        for (auto edge = first; edge != last; ++edge) {
            if (edge != first && key(*edge) == key(graph.edges.back())) {
                ++graph.edges.back().decisions;
            } else {
                graph.edges.push_back(*edge);
            }
        }
    }
    graph.first_out.back() = static_cast<std::uint32_t>(graph.edges.size());
}

} // namespace klp
