// SPDX-License-Identifier: Apache-2.0
//
// Numbers as a person reads them: no more than three significant digits of a noisy one.
#pragma once

#include "model/answer.hpp"
#include "model/results.hpp"

#include <string>

namespace klp {

/// A ratio as a change: 1.0182 is "+1.8%", 1.00004 is "+0.004%", 1 is "0%", 12.34 is "x12.3".
/// Minus is U+2212, as in Judgement::line.
std::string change_text(double ratio);

/// The same with its interval, "+1.8% [+1.2%, +2.4%]"; the interval is left out when it is a
/// point, and "(no interval)" stands for one without bounds.
std::string change_text(double ratio, double low, double high);

/// A value of `metric` with its unit, every digit of an exact one.
std::string metric_text(const std::string& metric, double value);

/// A noisy quantity without its unit.
std::string quantity_text(double value);

/// 0.0364 as "3.64%", 0 as "0%".
std::string share_text(double share);

/// The median of a series; "skipped: REASON" when there is none.
std::string series_text(const std::string& metric, const Series& series);

/// The estimate of an evidence with its interval and, when realised by an equivalent, a `=`.
std::string estimate_text(const Evidence& evidence);

/// True for the row of a primary metric over all workloads, of one kind or of the only one, unless
/// it was not measured: summaries say so already.
bool is_primary_overall(const Evidence& evidence);

/// "suites: lto=full vs off" for a row named "overall, suites"; without the label for "overall".
std::string overall_contrast(const Evidence& evidence);

/// "runtime.*.cpu_ns, lto=full vs off: COSTS +1.8% …".
std::string primary_line(const Evidence& evidence);

} // namespace klp
