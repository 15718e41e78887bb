// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace klp {

/// A value with its unit as a person reads it: ("ns", 1234.5) is "1.23 us", ("bytes", 20480) is
/// "20.0 KiB", ("", 12345) is "12345". `digits` is the number of significant digits kept of a
/// noisy value; 0 keeps every digit of a whole number (for exact values)
/// and two decimals of another (a mean of exact values).
std::string format_quantity(double value, std::string_view unit, int digits);

/// U+2212: as wide as a plus sign, and no hyphen that a line may be broken at.
inline constexpr std::string_view minus_sign = "\u2212";

/// A ratio as a signed change in percent: 1.0182 is "+1.8%", 0.5 is "−50.0%". `digits` counts
/// decimals.
std::string format_change(double ratio, int digits = 1);

/// Seconds as a person reads a duration: "3 min 12 s", "0.8 s".
std::string format_duration(double seconds);

} // namespace klp
