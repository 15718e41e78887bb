// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "inspect/benchmark_json.hpp"

#include <string>

namespace klp {

/// A counter's value for one iteration, or why there is none.
struct ScaledCount {
    double per_iteration = 0;
    double counted_share = 1; ///< of the region's time; below 1 the value was scaled up
    std::string skipped;      ///< the reason; empty when there is a value
};

/// The smallest share of the time that a counter must have counted for its value to be scaled up to
/// all of it. Below that the kernel shared the hardware among several groups, and what was not seen
/// is a guess.
inline constexpr double least_counted_share = 0.95;

/// value × enabled / running / iterations, as perf_event_open(2) describes it. `iterations` is
/// positive.
ScaledCount scale_count(const CounterReading& reading, double iterations);

} // namespace klp
