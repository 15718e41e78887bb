// SPDX-License-Identifier: Apache-2.0
#include "impact/clone_census.hpp"

namespace klp {

CloneCensus count_clones(const CloneGraph& graph,
                         const std::set<std::string, std::less<>>& sources) {
    CloneCensus census;
    for (const GraphEvent& event : graph.events) {
        const std::string_view kind = graph.texts.text(event.kind);
        const std::uint32_t from = graph.nodes[event.original].file;
        if (kind == inline_kind) {
            ++census.inline_copies;
            const bool crosses = event.stage == DumpStage::wpa &&
                                 from != graph.nodes[event.clone].file &&
                                 sources.contains(graph.texts.text(from));
            census.inline_copies_cross_unit += crosses ? 1 : 0;
        } else if (kind == "constprop") {
            ++census.constprop;
        } else if (kind == "isra") {
            ++census.isra;
        } else if (kind == "part") {
            ++census.part;
        }
    }
    return census;
}

std::vector<std::string> unexplained_clone_symbols(const CloneGraph& graph,
                                                   const std::vector<FunctionSymbol>& symbols) {
    std::set<std::string, std::less<>> named;
    for (const GraphEvent& event : graph.events) {
        if (graph.texts.text(event.kind) != inline_kind) {
            named.insert(source_symbol(graph.name(event.clone)));
        }
    }
    for (const std::uint32_t clone : graph.ltrans_clones) {
        named.insert(source_symbol(graph.texts.text(clone)));
    }
    std::vector<std::string> unexplained;
    for (const FunctionSymbol& symbol : symbols) {
        if (has_clone_suffix(symbol.name) && !named.contains(source_symbol(symbol.name))) {
            unexplained.push_back(symbol.name);
        }
    }
    return unexplained;
}

} // namespace klp
