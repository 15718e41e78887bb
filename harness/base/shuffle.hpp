// SPDX-License-Identifier: Apache-2.0
//
// Random orders that are the same everywhere: the standard fixes the sequence of std::mt19937_64,
// but neither std::shuffle nor std::uniform_int_distribution, so both are written out here.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <random>
#include <utility>
#include <vector>

namespace klp {

/// Uniform on [0, bound), bound > 0: draws past the last whole multiple of `bound` are thrown away.
inline std::uint64_t draw_below(std::uint64_t bound, std::mt19937_64& engine) {
    constexpr std::uint64_t most = std::numeric_limits<std::uint64_t>::max();
    const std::uint64_t limit = most - most % bound;
    std::uint64_t drawn = engine();
    while (drawn >= limit) {
        drawn = engine();
    }
    return drawn % bound;
}

/// Fisher and Yates' shuffle in Durstenfeld's form (1964).
template <typename T> void shuffle(std::vector<T>& items, std::mt19937_64& engine) {
    for (std::size_t left = items.size(); left > 1; --left) {
        std::swap(items[left - 1], items[draw_below(left, engine)]);
    }
}

} // namespace klp
