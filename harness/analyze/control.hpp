// SPDX-License-Identifier: Apache-2.0
//
// A/A: the baseline against its byte-identical twin. Whatever that contrast shows, the machine did.
#pragma once

#include "analyze/effect.hpp"
#include "model/results.hpp"

#include <string>

namespace klp::analysis {

inline constexpr double control_confidence = 0.99;

/// The control of `compiler` and `workload` against its baseline. Invalid when the two are not the
/// same image. An error when the run has no such control, or it was not measured.
Measured<Effect> control_effect(const RunResult& run, const std::string& compiler,
                                const std::string& workload, const std::string& metric);

/// Estimate and 99% interval; without bounds below 8 units.
ControlCheck check_of(const Effect& control);

/// True when the interval excludes 0.
bool has_failed(const ControlCheck& check);

} // namespace klp::analysis
