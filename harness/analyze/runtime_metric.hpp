// SPDX-License-Identifier: Apache-2.0
//
// What "runtime" is differs between workloads: a time for those that run on this machine, a count
// of guest instructions for a kernel in a virtual machine that counts them. The questions are the
// same for both, but one mean never holds both, and a count is never called a time.
#pragma once

#include "model/results.hpp"

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace klp::analysis {

class Matrix;

/// All benchmarks of a workload as one metric: in each replicate the mean of their log-ratios.
struct RuntimeMetric {
    std::string_view
        metric;            ///< "runtime.*.cpu_ns"; a benchmark's name in place of `*` is one of it
    std::string_view noun; ///< in a sentence
    std::string_view caveat; ///< a sentence for summaries, behind a space; may be empty

    /// True for the metric of one benchmark that belongs to it.
    [[nodiscard]] bool covers(std::string_view benchmark_metric) const;
};

inline constexpr RuntimeMetric cpu_time{"runtime.*.cpu_ns", "runtime", ""};
inline constexpr RuntimeMetric guest_instructions{
    "runtime.*.instructions", "guest instructions",
    " Guest instructions are a count and not a time."};
inline constexpr std::array<const RuntimeMetric*, 2> runtime_metrics{&cpu_time,
                                                                     &guest_instructions};

/// The one with this name; null for every other metric, a single benchmark's included.
const RuntimeMetric* find_runtime_metric(std::string_view metric);

/// What the workloads of these cells have: instructions for kernels, else time; the other one where
/// no cell has any of that.
const RuntimeMetric& runtime_of(const std::vector<const CellResult*>& cells);
const RuntimeMetric& runtime_of(const Matrix& matrix);

} // namespace klp::analysis
