// SPDX-License-Identifier: Apache-2.0
//
// What one night adds to the histories of its series.
#pragma once

#include "analyze/effect.hpp"
#include "model/nightly.hpp"
#include "model/results.hpp"

#include <string>
#include <vector>

namespace klp {

/// The metrics of `cell` that are watched, in the order of the metric table: those that
/// `settings.metrics` selects, or the run's primary metrics and all exact ones. All benchmarks of a
/// workload are one metric, `runtime.*.cpu_ns` or `runtime.*.instructions`, selected by this name
/// or by "runtime"; a single benchmark is watched when another pattern selects it.
std::vector<std::string> watched_metrics(const RunResult& run, const CellResult& cell,
                                         const NightlySettings& settings);

/// True for what is compared as a value: exact metrics, and counts, which are the same to the digit
/// for one image in one setting.
bool is_watched_as_value(const std::string& metric);

/// What a history holds of such a metric: the value, its median where replicates disagree; of the
/// counts of several benchmarks the geometric mean of their medians. An error says why there is
/// none.
analysis::Measured<double> watched_value(const CellResult& cell, const std::string& metric);

/// The points of one night: of every watched metric of every ok cell, one point each, in the order
/// of the cells.
///
/// Noisy: ln(cell / pinned baseline of the workload under the same compiler), paired by replicate,
/// with its 95% interval. Exact or counted: watched_value().
///
/// `same_image` is true when the image is that of the pinned twin; where the configuration has no
/// twin, when it is that of the same cell in `first_night` (null: not known). Images are compared
/// by hash, and so are the images that ran where both sides ran with the same layouts.
///
/// What has no point tonight is named in `notes` (unless null), with the reason: what was not
/// measured, is invalid or has no pinned baseline.
std::vector<WatchedHistory> night_points(const RunResult& run, const NightlySettings& settings,
                                         const RunResult* first_night = nullptr,
                                         std::vector<std::string>* notes = nullptr);

} // namespace klp
