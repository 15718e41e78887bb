// SPDX-License-Identifier: Apache-2.0
//
// Which function's code holds which other function's body: the graph that the dumps of a build
// tell. A node is a function of one translation unit, known by its unit, name, file, line and
// column; so a function of a header is a node in every unit that has code of it, and two statics
// of one name are two nodes. An edge leads from a function to one that holds its body: the function
// that it was inlined into, or the clone that was made of it. docs/formats.md works an example.
#pragma once

#include "impact/copies.hpp"
#include "impact/text_pool.hpp"
#include "model/clone_dump.hpp"
#include "model/source_function.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace klp {

/// Texts are numbers in the pool of the graph.
struct GraphNode {
    std::uint32_t name = 0;
    std::uint32_t file = 0;
    std::uint32_t unit = 0;   ///< path of the unit, as its dump is named; 0: not known
    std::uint32_t symbol = 0; ///< its symbol after LTO, where an LTRANS dump tells; else 0
    std::int32_t line = 0;
    std::int32_t column = 0;
    std::int32_t instance = 0; ///< of a unit that is not known: its order in the WPA dump
    bool derived = false;      ///< a clone that the compiler made: .constprop, .isra, .part, …
    bool removed = false;      ///< the unit's own dump says that no body of it is left
    bool apart = false;        ///< its unit is no part of the image: a kernel's vdso, boot code
    bool in_wpa = false;       ///< the WPA dump names it
    bool released = false;     ///< an LTRANS dump says so of one partition
    bool survives = false;     ///< it has a body of its own in the image; see mark_survivors

    bool operator==(const GraphNode&) const = default;
};

/// Several decisions of one kind between the same two functions are one edge.
struct GraphEdge {
    std::uint32_t from = 0;
    std::uint32_t to = 0;
    std::uint32_t kind = 0;      ///< text: "inline", "constprop", "isra", "part", …
    std::uint32_t decisions = 1; ///< lines of the dumps that say so
};

/// A line of a dump, its functions joined over the stages. In the order of the dumps.
struct GraphEvent {
    std::uint32_t original = 0;
    std::uint32_t clone = 0;
    std::uint32_t kind = 0;
    DumpStage stage = DumpStage::compile;
};

struct CloneGraph {
    TextPool texts;
    std::vector<GraphNode> nodes;
    std::vector<GraphEvent> events;
    std::vector<GraphEdge> edges;             ///< by `from`, then `to`, then `kind`; none to itself
    std::vector<std::uint32_t> first_out;     ///< edges of node n: [first_out[n], first_out[n + 1])
    std::vector<std::uint32_t> units;         ///< texts: of all compile-time dumps
    CopyHistory history;                      ///< of what was copied; see copies_by_node
    std::vector<std::uint32_t> history_nodes; ///< by function of `history`: its node
    std::vector<std::uint32_t> ltrans_clones; ///< texts: names of clones that LTRANS dumps repeat
    bool lto = false;                         ///< there was a WPA dump

    [[nodiscard]] std::span<const GraphEdge> out(std::uint32_t node) const {
        return std::span(edges).subspan(first_out[node], first_out[node + 1] - first_out[node]);
    }
    [[nodiscard]] std::string_view name(std::uint32_t node) const {
        return texts.text(nodes[node].name);
    }
    [[nodiscard]] SourceFunction source(std::uint32_t node) const;
};

inline constexpr std::string_view inline_kind = "inline";

/// Makes `edges` and `first_out` of `events`.
void connect(CloneGraph& graph);

} // namespace klp
