// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analyze/exact_changes.hpp"
#include "analyze/symbol_changes.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace klp::analysis {

/// At most so many symbols are named; the rest is counted.
inline constexpr std::size_t most_named = 8;

/// One image of a cell: symbols, and clones by name and reason (may be empty).
struct CellImage {
    const std::vector<SymbolSize>* symbols = nullptr; ///< null: not stored
    const std::vector<NamedClone>* clones = nullptr;  ///< null: not stored
};

/// What differs between the images of one cell on two nights. A kernel has 100,000 symbols and may
/// have an alarm in every metric, so they are compared once.
struct ImageDifference {
    bool symbols_stored = false; ///< of both nights
    std::vector<SymbolChange> symbols;
    const std::vector<NamedClone>* clones_before = nullptr; ///< null: not stored
    const std::vector<NamedClone>* clones_after = nullptr;
};

/// Keeps pointers to the clones of both.
ImageDifference image_difference(const CellImage& before, const CellImage& after);

/// What of the images explains that `metric` differs: functions, data or clones, as far as it
/// depends on them, the largest change first and "and 12 more" in the end. At least one line.
std::vector<std::string> what_changed(const std::string& metric, const ImageDifference& images);

} // namespace klp::analysis
