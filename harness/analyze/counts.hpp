// SPDX-License-Identifier: Apache-2.0
//
// Counts of copies and clones are often 0, where a workload has no ratio: their overall figure is
// the ratio of the totals over the workloads.
#pragma once

#include "analyze/contrast.hpp"
#include "analyze/matrix.hpp"
#include "model/answer.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace klp::analysis {

/// True for the families that are summed over workloads: `clones.` and `gc.`.
bool is_summed(std::string_view metric);

struct WorkloadCounts {
    struct Entry {
        std::string workload;
        Measured<ExactPair> pair;
    };
    std::vector<Entry> by_workload;
    Measured<ExactPair> total; ///< its notes name the workloads that are missing
};

/// Both sides of the sum of `metrics` in every workload and in total.
WorkloadCounts counts(const Matrix& matrix, const Configuration& a, const Configuration& b,
                      const std::vector<std::string>& metrics);

/// The sum of pairs; notes and realisation are joined.
ExactPair sum(const ExactPair& x, const ExactPair& y);

/// B / A as a range; 1 when both are 0. Precondition: A is above 0 or both are 0.
Range ratio_of(const ExactPair& pair);

/// True when there is a ratio.
bool has_ratio(const ExactPair& pair);

/// A row with the ratio, or with B itself (unit "difference") when A is 0.
Evidence count_row(std::string_view workload, std::string_view metric, std::string contrast,
                   const Measured<ExactPair>& pair);

/// One row per workload and one named "overall".
void add_rows(std::vector<Evidence>& rows, const WorkloadCounts& counts, std::string_view metric,
              const std::string& contrast);

/// What the total rests on: "(7 workloads, without lz77)".
std::string basis_in_words(const WorkloadCounts& counts);

/// "120 -> 180 (+50.0%)"; "0 -> 7"; "not measured".
std::string counts_in_words(const Measured<ExactPair>& pair);

} // namespace klp::analysis
