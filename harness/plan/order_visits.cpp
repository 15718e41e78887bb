// SPDX-License-Identifier: Apache-2.0
//
// The standard fixes the sequence of std::mt19937_64, but neither std::shuffle nor
// std::uniform_int_distribution, so both are written out here.
#include "plan/order_visits.hpp"

#include <limits>
#include <map>
#include <random>
#include <utility>

namespace klp {
namespace {

/// Uniform on [0, bound): draws past the last whole multiple of `bound` are thrown away.
std::uint64_t draw_below(std::uint64_t bound, std::mt19937_64& engine) {
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

} // namespace

std::vector<Visit> order_visits(const Plan& plan, int replicates, std::uint64_t seed) {
    std::map<std::size_t, std::vector<std::size_t>> cells_of;
    for (std::size_t cell = 0; cell < plan.cells.size(); ++cell) {
        if (plan.cells[cell].status == CellStatus::planned) {
            cells_of[plan.cells[cell].workload].push_back(cell);
        }
    }
    std::vector<std::vector<std::size_t>> blocks;
    blocks.reserve(cells_of.size());
    for (auto& [workload, cells] : cells_of) {
        blocks.push_back(std::move(cells));
    }
    std::mt19937_64 engine(seed);
    std::vector<Visit> visits;
    for (int replicate = 0; replicate < replicates; ++replicate) {
        shuffle(blocks, engine);
        for (std::vector<std::size_t>& block : blocks) {
            shuffle(block, engine);
            for (const std::size_t cell : block) {
                visits.push_back({cell, replicate});
            }
        }
    }
    return visits;
}

} // namespace klp
