// SPDX-License-Identifier: Apache-2.0
//
// Which functions have a body of their own in the linked image. Without LTO the dump of a unit says
// what it removed, and the symbol table says what the link kept. With LTO the dumps do not tell
// (what LTRANS drops is not all listed), so the symbols alone decide, by name.
#pragma once

#include "impact/clone_graph.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace klp {

/// A function symbol of the image, or of an object of the build.
struct FunctionSymbol {
    std::string name;
    std::string file;       ///< of a local symbol: the source's name as STT_FILE has it; else empty
    std::uint64_t body = 0; ///< symbols of one body, aliases, have one number
};

struct Survivors {
    std::uint32_t marked = 0;
    /// Names of which the image has fewer bodies than there are functions that could be them (of
    /// headers, under LTO). As many are marked as there are bodies.
    std::vector<std::string> doubtful;
};

/// The name without what the link adds: `.lto_priv.N`, and the `.cold` part of a function.
std::string source_symbol(std::string_view symbol);
bool is_cold_part(std::string_view symbol);

/// True when the name has the suffix of a clone: .constprop, .isra, .part.
bool has_clone_suffix(std::string_view symbol);

/// Marks the survivors among `graph.nodes`, and adds a node for each body of the image that no dump
/// names: it was never cloned or inlined.
Survivors mark_survivors(CloneGraph& graph, const std::vector<FunctionSymbol>& symbols);

/// Where there is no image: every function that the dumps do not remove is taken to survive.
Survivors mark_survivors(CloneGraph& graph);

} // namespace klp
