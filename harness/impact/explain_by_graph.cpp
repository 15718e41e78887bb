// SPDX-License-Identifier: Apache-2.0
#include "impact/explain_by_graph.hpp"

#include "impact/closure.hpp"
#include "impact/survivors.hpp"
#include "model/source_path.hpp"

#include <boost/unordered/unordered_flat_map.hpp>

#include <map>
#include <set>

namespace klp {
namespace {

/// Looks functions of the image up in the graph, and remembers where their bodies came.
class GraphSearch {
public:
    GraphSearch(const CloneGraph& graph, const DebugFacts& facts) : m_graph(graph), m_walk(graph) {
        std::set<std::string> directories(facts.directories.begin(), facts.directories.end());
        directories.insert("");
        for (std::uint32_t node = 0; node < graph.nodes.size(); ++node) {
            m_by_name[graph.nodes[node].name].push_back(node);
            const std::uint32_t file = graph.nodes[node].file;
            if (!m_paths.contains(file)) {
                auto& paths = m_paths[file];
                for (const std::string& directory : directories) {
                    paths.insert(source_path(directory, graph.texts.text(file)));
                }
            }
        }
    }

    bool explains(const HeldInline& held) {
        const std::set<std::uint32_t>& holders = holders_of(*held.inlined);
        const std::string symbol = source_symbol(
            held.holder->symbol.empty() ? held.holder_source->name : held.holder->symbol);
        return holders.contains(m_graph.texts.find(symbol));
    }

private:
    // Names of all functions that hold a body of it.
    const std::set<std::uint32_t>& holders_of(const SourceFunction& inlined) {
        const auto [at, added] = m_holders.try_emplace(&inlined);
        if (added) {
            std::vector<std::uint32_t> from;
            for (const std::uint32_t node : m_by_name[m_graph.texts.find(inlined.name)]) {
                const GraphNode& of = m_graph.nodes[node];
                if (of.line == inlined.line && m_paths.at(of.file).contains(inlined.file)) {
                    from.push_back(node);
                }
            }
            for (const std::uint32_t node : m_walk.reach(from)) {
                at->second.insert(m_graph.nodes[node].name);
            }
        }
        return at->second;
    }

    const CloneGraph& m_graph;
    ImpactWalk m_walk;
    boost::unordered_flat_map<std::uint32_t, std::vector<std::uint32_t>> m_by_name;
    boost::unordered_flat_map<std::uint32_t, std::set<std::string>> m_paths; ///< by file
    std::map<const SourceFunction*, std::set<std::uint32_t>> m_holders;
};

} // namespace

InlineExplanation explain_inlines(const CloneGraph& graph, const DebugFacts& facts) {
    GraphSearch search(graph, facts);
    return explain_inlines(facts,
                           [&search](const HeldInline& held) { return search.explains(held); });
}

} // namespace klp
