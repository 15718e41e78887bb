// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analyze/protocol.hpp"
#include "model/answer.hpp"
#include "model/results.hpp"

#include <vector>

namespace klp::analysis {

/// Whether single benchmarks have rows beside those of all benchmarks of a workload.
enum class BenchmarkRows { none, each };

/// The rows of `compare` for two runs whose workloads are of one kind; both configurations are
/// whole. `protocol` is that of `a_run`, whose margin counts.
std::vector<Comparison> compare_rows(const Protocol& protocol, const RunResult& a_run,
                                     const Configuration& a, const RunResult& b_run,
                                     const Configuration& b, BenchmarkRows benchmarks);

} // namespace klp::analysis
