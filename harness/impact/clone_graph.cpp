// SPDX-License-Identifier: Apache-2.0
#include "impact/clone_graph.hpp"

#include <algorithm>
#include <tuple>

namespace klp {

SourceFunction CloneGraph::source(std::uint32_t node) const {
    const GraphNode& of = nodes[node];
    return {std::string(texts.text(of.name)), std::string(texts.text(of.file)), of.line, of.column};
}

void connect(CloneGraph& graph) {
    graph.edges.clear();
    graph.edges.reserve(graph.events.size());
    for (const GraphEvent& event : graph.events) {
        if (event.original != event.clone) { // a function inlined into itself is still itself
            graph.edges.push_back({event.original, event.clone, event.kind, 1});
        }
    }
    const auto key = [](const GraphEdge& edge) { return std::tie(edge.from, edge.to, edge.kind); };
    std::sort(graph.edges.begin(), graph.edges.end(),
              [key](const auto& a, const auto& b) { return key(a) < key(b); });
    std::size_t kept = 0;
    for (const GraphEdge& edge : graph.edges) {
        if (kept > 0 && key(graph.edges[kept - 1]) == key(edge)) {
            ++graph.edges[kept - 1].decisions;
        } else {
            graph.edges[kept++] = edge;
        }
    }
    graph.edges.resize(kept);
    graph.first_out.assign(graph.nodes.size() + 1, 0);
    for (const GraphEdge& edge : graph.edges) {
        ++graph.first_out[edge.from + 1];
    }
    for (std::size_t node = 0; node < graph.nodes.size(); ++node) {
        graph.first_out[node + 1] += graph.first_out[node];
    }
}

} // namespace klp
