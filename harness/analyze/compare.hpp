// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"
#include "model/answer.hpp"
#include "model/configuration.hpp"
#include "model/results.hpp"

#include <vector>

namespace klp {

/// B against A, for every workload and metric of either, with an "overall" row for each metric
/// except single benchmarks; the metrics "runtime.*.cpu_ns" and "runtime.*.instructions" are all
/// benchmarks of a workload together. Where the runs hold workloads of several kinds, each kind
/// has overall rows of its own, "overall, KIND". Rows are grouped by metric, in the order of the
/// metric table.
///
/// A configuration may be partial: axes that it does not name take its run's baseline. An unknown
/// axis or value, or a configuration without a cell, is a usage error that names the nearest.
///
/// A pair that could not be compared is a row with Direction::not_measured, n = 0, NaN for numbers
/// that do not exist, and the reason as note; for a workload with a cell that is not ok the metric
/// of that row is "*". An exact metric that is 0 in A only has a direction and no ratio (NaN).
/// Where replicates are too few for a 95% interval, low is 0 and high infinity. Overall `a` and
/// `b` are geometric means over workloads (totals for clones and gc). A difference of a
/// noisy metric shown to lie within the smaller equivalence margin of the two runs is
/// Direction::equal; an exact metric is equal only when nothing differs.
Result<std::vector<Comparison>> compare(const RunResult& a_run, const Configuration& a,
                                        const RunResult& b_run, const Configuration& b);

} // namespace klp
