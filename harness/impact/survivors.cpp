// SPDX-License-Identifier: Apache-2.0
#include "impact/survivors.hpp"

#include "impact/one_build.hpp"

#include <boost/unordered/unordered_flat_set.hpp>

#include <algorithm>
#include <array>
#include <span>

namespace klp {
namespace {

constexpr std::string_view cold_suffix = ".cold";

// The symbols that have one name, and the functions that could be them.
struct Namesakes {
    std::vector<const FunctionSymbol*> symbols;
    std::vector<std::uint32_t> nodes;
};

using ByName = boost::unordered_flat_map<std::uint32_t, Namesakes>;
using Symbols = std::vector<const FunctionSymbol*>;

ByName group(CloneGraph& graph, const std::vector<FunctionSymbol>& symbols) {
    ByName names;
    for (const FunctionSymbol& symbol : symbols) {
        if (!is_cold_part(symbol.name)) {
            names[graph.texts.number_of(source_symbol(symbol.name))].symbols.push_back(&symbol);
        }
    }
    for (std::uint32_t node = 0; node < graph.nodes.size(); ++node) {
        const auto at = names.find(graph.nodes[node].name);
        if (at != names.end() && !graph.nodes[node].apart) {
            at->second.nodes.push_back(node);
        }
    }
    return names;
}

// The lower the likelier to have the body: not what WPA or a unit removed, nor what WPA never saw
// (of a weak and a strong definition it sees one), nor, hardly, what LTRANS has released.
int rank(const GraphNode& node) {
    return (node.removed ? 4 : 0) + (node.in_wpa ? 0 : 2) + (node.released ? 1 : 0);
}

// With LTO: the symbol that LTRANS gave it, where that is told.
void mark_by_symbol(CloneGraph& graph, Namesakes& namesakes) {
    std::erase_if(namesakes.nodes, [&](std::uint32_t at) {
        GraphNode& node = graph.nodes[at];
        if (node.symbol == 0) {
            return false;
        }
        const auto symbol = std::find_if(
            namesakes.symbols.begin(), namesakes.symbols.end(),
            [name = graph.texts.text(node.symbol)](const auto* of) { return of->name == name; });
        node.survives = symbol != namesakes.symbols.end();
        if (node.survives) {
            namesakes.symbols.erase(symbol);
        }
        return true;
    });
}

/// Symbols that no function of the dumps is, and whether it was a toss which functions the others
/// are.
struct Leftover {
    Symbols symbols;
    bool doubtful = false;
};

// Else any function of the name can be any of the symbols.
Leftover mark_by_name(CloneGraph& graph, Namesakes& namesakes) {
    auto& nodes = namesakes.nodes;
    const auto rank_of = [&graph](std::uint32_t node) { return rank(graph.nodes[node]); };
    std::stable_sort(nodes.begin(), nodes.end(), [rank_of](std::uint32_t a, std::uint32_t b) {
        return rank_of(a) < rank_of(b);
    });
    const std::size_t marked = std::min(namesakes.symbols.size(), nodes.size());
    for (const std::uint32_t node : std::span(nodes).first(marked)) {
        graph.nodes[node].survives = true;
    }
    const bool doubtful =
        marked > 0 && marked < nodes.size() && rank_of(nodes[marked - 1]) == rank_of(nodes[marked]);
    return {
        {namesakes.symbols.begin() + static_cast<std::ptrdiff_t>(marked), namesakes.symbols.end()},
        doubtful};
}

// Without LTO: the symbol of its own unit, or else the global one.
Symbols mark_by_unit(CloneGraph& graph, const Namesakes& namesakes) {
    Symbols left = namesakes.symbols;
    for (const std::uint32_t at : namesakes.nodes) {
        GraphNode& node = graph.nodes[at];
        if (node.removed) {
            continue;
        }
        const std::string_view unit = graph.texts.text(node.unit);
        const auto take = [&left](auto fits) {
            const auto symbol = std::find_if(left.begin(), left.end(), fits);
            if (symbol == left.end()) {
                return false;
            }
            left.erase(symbol);
            return true;
        };
        node.survives = take([unit](const FunctionSymbol* symbol) {
                            return symbol->file == unit || symbol->file == source_name(unit);
                        }) ||
                        take([](const FunctionSymbol* symbol) { return symbol->file.empty(); });
    }
    return left;
}

GraphNode node_of_symbol(CloneGraph& graph, const FunctionSymbol& symbol) {
    GraphNode node;
    const std::string name = source_symbol(symbol.name);
    node.name = graph.texts.number_of(name);
    if (!graph.lto) { // with LTO the file of a local symbol is the compiler's own
        node.unit = node.file = graph.texts.number_of(symbol.file);
    }
    node.derived = has_clone_suffix(name);
    node.survives = true;
    return node;
}

std::uint32_t count_survivors(const CloneGraph& graph) {
    return static_cast<std::uint32_t>(
        std::count_if(graph.nodes.begin(), graph.nodes.end(),
                      [](const GraphNode& node) { return node.survives; }));
}

} // namespace

bool is_cold_part(std::string_view symbol) {
    return symbol.ends_with(cold_suffix);
}

std::string source_symbol(std::string_view symbol) {
    constexpr std::string_view private_suffix = ".lto_priv.";
    std::string name(symbol);
    if (is_cold_part(name)) {
        name.resize(name.size() - cold_suffix.size());
    }
    for (std::size_t at = 0; (at = name.find(private_suffix)) != std::string::npos;) {
        const std::size_t end = name.find_first_not_of("0123456789", at + private_suffix.size());
        name.erase(at, std::min(end, name.size()) - at);
    }
    return name;
}

bool has_clone_suffix(std::string_view symbol) {
    constexpr std::array<std::string_view, 3> suffixes{".constprop.", ".isra.", ".part."};
    return std::any_of(suffixes.begin(), suffixes.end(), [symbol](std::string_view suffix) {
        return symbol.find(suffix) != std::string_view::npos;
    });
}

Survivors mark_survivors(CloneGraph& graph, const std::vector<FunctionSymbol>& symbols) {
    Survivors survivors;
    ByName names = group(graph, symbols);
    std::vector<std::uint32_t> order;
    order.reserve(names.size());
    for (const auto& [name, namesakes] : names) {
        order.push_back(name);
    }
    std::sort(order.begin(), order.end());
    Symbols unnamed;
    boost::unordered_flat_set<std::uint64_t> named;
    for (const std::uint32_t name : order) {
        Namesakes& namesakes = names.at(name);
        const Symbols all = namesakes.symbols;
        if (graph.lto) {
            mark_by_symbol(graph, namesakes);
        }
        const Leftover leftover =
            graph.lto ? mark_by_name(graph, namesakes) : Leftover{mark_by_unit(graph, namesakes)};
        const Symbols& left = leftover.symbols;
        if (leftover.doubtful) {
            survivors.doubtful.emplace_back(graph.texts.text(name));
        }
        unnamed.insert(unnamed.end(), left.begin(), left.end());
        for (const FunctionSymbol* symbol : all) {
            if (std::find(left.begin(), left.end(), symbol) == left.end()) {
                named.insert(symbol->body);
            }
        }
    }
    for (const FunctionSymbol* symbol : unnamed) {
        if (named.insert(symbol->body).second) { // else an alias
            graph.nodes.push_back(node_of_symbol(graph, *symbol));
        }
    }
    // The new ones hold nothing, and nothing holds them.
    graph.first_out.resize(graph.nodes.size() + 1, static_cast<std::uint32_t>(graph.edges.size()));
    std::sort(survivors.doubtful.begin(), survivors.doubtful.end());
    survivors.marked = count_survivors(graph);
    return survivors;
}

Survivors mark_survivors(CloneGraph& graph) {
    for (GraphNode& node : graph.nodes) {
        node.survives = !node.removed && !node.apart;
    }
    return {count_survivors(graph), {}};
}

} // namespace klp
