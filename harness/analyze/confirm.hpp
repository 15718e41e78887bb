// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/nightly.hpp"
#include "model/results.hpp"

namespace klp {

namespace analysis {

/// Of the interval of a confirmation. A clean one then is taken for a change in the direction of
/// its suspicion with a probability of at most 0.00125.
inline constexpr double confirmation_confidence = 0.9975;

} // namespace analysis

/// Tonight's cell against its pinned twin (the same workload and configuration) in the run of a
/// confirmation: the Hodges-Lehmann estimate with the signed-rank interval over blocks or layouts.
/// `failure` says why there is none: a side that is missing or not ok, sides that must not be
/// compared, or too few units for the confidence. The sides of a metric that is counted are
/// compared in the same way.
Confirmation confirmation_of(const RunResult& run, const Watched& watched);

} // namespace klp
