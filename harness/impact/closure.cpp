// SPDX-License-Identifier: Apache-2.0
#include "impact/closure.hpp"

#include <algorithm>
#include <numeric>
#include <tuple>

namespace klp {
namespace {

constexpr std::uint32_t no_edge = UINT32_MAX;

auto identity(const GraphNode& node) {
    return std::tie(node.name, node.file, node.line, node.column);
}

} // namespace

const std::vector<std::uint32_t>& ImpactWalk::reach(std::span<const std::uint32_t> from) {
    ++m_walk;
    m_reached.clear();
    const auto arrive = [this](std::uint32_t node, std::uint32_t edge) {
        if (m_marks[node] != m_walk) {
            m_marks[node] = m_walk;
            m_arrived[node] = edge;
            m_reached.push_back(node);
        }
    };
    for (const std::uint32_t node : from) {
        arrive(node, no_edge);
    }
    for (std::size_t next = 0; next < m_reached.size(); ++next) {
        const std::uint32_t at = m_reached[next];
        for (std::uint32_t edge = m_graph.first_out[at]; edge < m_graph.first_out[at + 1]; ++edge) {
            arrive(m_graph.edges[edge].to, edge);
        }
    }
    return m_reached;
}

std::vector<AffectedNode> ImpactWalk::affected_by(std::span<const std::uint32_t> changed) {
    const CloneGraph& graph = m_graph;
    std::vector<AffectedNode> affected;
    for (const std::uint32_t node : reach(changed)) {
        if (!graph.nodes[node].survives) {
            continue;
        }
        AffectedNode found;
        found.node = node;
        std::uint32_t start = node;
        for (; m_arrived[start] != no_edge; start = graph.edges[m_arrived[start]].from) {
            found.path.push_back(m_arrived[start]);
        }
        std::reverse(found.path.begin(), found.path.end());
        found.cross_unit = graph.nodes[start].unit != graph.nodes[node].unit;
        affected.push_back(std::move(found));
    }
    const auto key = [&graph](const AffectedNode& of) {
        const GraphNode& node = graph.nodes[of.node];
        return std::tuple(graph.texts.text(node.name), graph.texts.text(node.file), node.line,
                          node.column, graph.texts.text(node.unit), of.node);
    };
    std::sort(affected.begin(), affected.end(),
              [key](const AffectedNode& a, const AffectedNode& b) { return key(a) < key(b); });
    return affected;
}

std::vector<SourceNodes> source_functions(const CloneGraph& graph) {
    std::vector<std::uint32_t> order(graph.nodes.size());
    std::iota(order.begin(), order.end(), 0U);
    std::erase_if(order, [&graph](std::uint32_t node) { return graph.nodes[node].derived; });
    std::sort(order.begin(), order.end(), [&graph](std::uint32_t a, std::uint32_t b) {
        return std::tuple(identity(graph.nodes[a]), a) < std::tuple(identity(graph.nodes[b]), b);
    });
    std::vector<SourceNodes> functions;
    for (const std::uint32_t node : order) {
        // What only the symbol table names has no line, and is a function of its own.
        const bool same =
            !functions.empty() && graph.nodes[node].line != 0 &&
            identity(graph.nodes[functions.back().nodes.back()]) == identity(graph.nodes[node]);
        if (!same) {
            functions.emplace_back();
        }
        functions.back().nodes.push_back(node);
    }
    return functions;
}

std::vector<std::uint32_t> impact_sizes(const CloneGraph& graph,
                                        const std::vector<SourceNodes>& functions) {
    ImpactWalk walk(graph);
    std::vector<std::uint32_t> sizes;
    sizes.reserve(functions.size());
    for (const SourceNodes& function : functions) {
        const std::vector<std::uint32_t>& reached = walk.reach(function.nodes);
        sizes.push_back(static_cast<std::uint32_t>(
            std::count_if(reached.begin(), reached.end(),
                          [&graph](std::uint32_t node) { return graph.nodes[node].survives; })));
    }
    return sizes;
}

} // namespace klp
