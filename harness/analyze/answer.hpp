// SPDX-License-Identifier: Apache-2.0
//
// The questions of the design, answered from a stored run. How each verdict is reached is in
// docs/method.md.
#pragma once

#include "model/answer.hpp"
#include "model/results.hpp"

#include <string>
#include <vector>

namespace klp {

/// How far the functions that survive in the two images of `equals-section-gc` are the same:
/// |A and B| / |A or B| (Jaccard), found by whoever has the symbols.
struct FunctionOverlap {
    std::string compiler; ///< the value on the axis `compiler`
    std::string workload;
    double share = 0; ///< 0 … 1
};

/// One answer per question, in the order of the question table. A row of evidence with n = 0 was
/// not measured: its numbers are NaN and its note says why. Where replicates are too few for a
/// 95% interval, low and high are the ends of the scale (0 or minus infinity, and infinity).
///
/// Kernels are judged apart from other workloads and come first: see combine_answers.hpp.
Answer answer(const RunResult& run, const std::vector<FunctionOverlap>& overlaps = {});

/// A run and what belongs to it.
struct RunEvidence {
    RunResult run;
    std::vector<FunctionOverlap> overlaps;
};

/// One answer from several runs, each judged apart; of those with kernels the first is preferred.
/// A run without cells yet takes no part when another has some.
/// Precondition: there is a run.
Answer answer(const std::vector<RunEvidence>& runs);

} // namespace klp
