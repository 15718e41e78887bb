// SPDX-License-Identifier: Apache-2.0
//
// Which symbols of an image appeared, disappeared, grew or shrank from one night to the next.
#pragma once

#include "model/visit.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace klp::analysis {

struct SymbolChange {
    std::string symbol;      ///< without_numbers
    std::string file;        ///< where the images have several of that name, else empty
    std::string kind;        ///< SymbolSize::kind
    std::int64_t before = 0; ///< bytes
    std::int64_t after = 0;
    int count_before = 0; ///< symbols of this name and file
    int count_after = 0;

    [[nodiscard]] bool appeared() const { return count_before == 0; }
    [[nodiscard]] bool disappeared() const { return count_after == 0; }
};

/// The changes, the largest in bytes first. Of aliases the first name counts. Numbers that GCC
/// gives to tell clones and private symbols apart are no part of a name: `f.constprop.0` and
/// `f.constprop.3` are the same, and several of them are taken together.
std::vector<SymbolChange> symbol_changes(const std::vector<SymbolSize>& before,
                                         const std::vector<SymbolSize>& after);

/// A symbol's name without the numbers of its suffixes and without `.lto_priv`.
std::string without_numbers(std::string_view symbol);

/// True for `NAME.SUFFIX`, `NAME.SUFFIX.0` and the like: the clone kind is one of its suffixes.
bool has_suffix(std::string_view symbol, std::string_view clone_kind);

/// "ring_put: +48 bytes (112 -> 160)", "new: ring_get (72 bytes)", "gone: ring_old (40 bytes)".
std::string in_words(const SymbolChange& change);

} // namespace klp::analysis
