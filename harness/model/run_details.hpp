// SPDX-License-Identifier: Apache-2.0
//
// What only some reports need of a run: more to load and more to compute than its samples.
#pragma once

#include "model/answer.hpp"
#include "model/configuration.hpp"
#include "model/visit.hpp"

#include <cstddef>
#include <vector>

namespace klp {

/// Sections and symbols of the image of one cell, as replicate 0 left it.
struct ImageContents {
    std::size_t cell = 0; ///< index into RunResult::cells
    std::vector<SectionSize> sections;
    std::vector<SymbolSize> symbols;
};

/// B against A, as `compare` judges it.
struct PairComparison {
    Configuration a;
    Configuration b;
    std::vector<Comparison> rows;
};

struct RunDetails {
    std::vector<ImageContents> images;
    std::vector<PairComparison> pairs; ///< of configurations of the run, each pair once
    std::size_t pairs_left_out = 0;    ///< of them, where there would be too many
};

} // namespace klp
