// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace klp {

/// Seconds of CLOCK_MONOTONIC.
double monotonic_now();

/// Seconds since the epoch.
double epoch_now();

/// ISO 8601 in UTC with seconds: "2026-11-22T13:00:00Z".
std::string iso_time(double epoch_seconds);

} // namespace klp
