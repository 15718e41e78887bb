// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/results.hpp"
#include "model/run_details.hpp"

#include <cstddef>
#include <vector>

namespace klp {

/// The configurations of a run's cells, each once, in the order of the cells.
std::vector<Configuration> configurations_of(const RunResult& run);

/// The comparisons of every two configurations of the run, each pair once, A before B in the order
/// of the cells; rows are as those of `compare`. Single benchmarks have rows only in pairs with a
/// baseline: all axes but the compiler and the architecture at their baselines. Where there are
/// more than `most_pairs`, only those with a baseline and those that differ in one axis.
RunDetails compare_pairs(const RunResult& run, std::size_t most_pairs = 300);

} // namespace klp
