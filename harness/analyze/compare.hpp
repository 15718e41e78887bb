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
/// A pair that could not be compared is a row with Finding::not_measured (or invalid), n = 0, NaN
/// for numbers that do not exist, and the reason as note; for a workload with a cell that is not ok
/// the metric of that row is "*". An exact metric that is 0 in A only has a finding and no ratio
/// (NaN). Where units are too few for an interval, low is 0 and high infinity. Overall `a` and `b`
/// are geometric means over workloads (totals for clones and gc). The margin is the smaller one of
/// the two runs. Noisy metrics of two different runs were not interleaved: they have an estimate,
/// no interval, and are at best INCONCLUSIVE.
Result<std::vector<Comparison>> compare(const RunResult& a_run, const Configuration& a,
                                        const RunResult& b_run, const Configuration& b);

/// Run B against run A in every configuration that both have; rows name it. A usage error when
/// there is none.
Result<std::vector<Comparison>> compare(const RunResult& a_run, const RunResult& b_run);

} // namespace klp
