// SPDX-License-Identifier: Apache-2.0
//
// Two cells of one workload, A and B, become an effect. Noisy metrics are paired by replicate,
// because replicates are interleaved in time: a pair has seen the same machine.
#pragma once

#include "analyze/effect.hpp"
#include "analyze/runtime_metric.hpp"
#include "model/results.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace klp::analysis {

/// Both sides of an exact metric in its own unit. Unlike an effect it can hold a 0.
struct ExactPair {
    Range a;
    Range b;
    Realisation realisation = Realisation::native;
    std::vector<std::string> notes;
};

/// Precondition for all: both cells are `ok`. An error says which side lacks the metric and why.
Measured<ExactPair> exact_pair(const CellResult& a, const CellResult& b, const std::string& metric);

/// ln(B) - ln(A) of `metric` (a RuntimeMetric's included). Two zeros are no change; a zero against
/// another value has no ratio and is an error. What a kernel does when it runs has no contrast
/// between two that run their initcalls in different orders; the error names the difference.
Measured<Effect> contrast(const CellResult& a, const CellResult& b, const std::string& metric);

/// True when the metric's row says so; a metric without a row is taken as noisy.
bool is_exact(const std::string& metric);

/// The benchmarks' metrics of `runtime` that either cell names, sorted.
std::vector<std::string> benchmark_metrics(const CellResult& a, const CellResult& b,
                                           const RuntimeMetric& runtime);

/// The values of the exact metric in one cell, noted in `notes` when they differ.
Measured<Range> exact_range(const CellResult& cell, const std::string& metric,
                            std::vector<std::string>& notes);

/// Warnings and realisation of a cell, added to those of a result that uses it.
void inherit_from_cell(const CellResult& cell, Realisation& realisation,
                       std::vector<std::string>& notes);

} // namespace klp::analysis
