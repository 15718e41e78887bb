// SPDX-License-Identifier: Apache-2.0
//
// The one line that says it all, made here and nowhere else:
//   COSTS +1.8% [+1.1, +2.5] 95% Holm m=6 · 24 blocks, 8 layouts · MDE 0.9% ·
//   A/A −0.1% [−0.7, +0.6] · cpu time, no PMU · worst: ringtrace +4.0% [+2.9, +5.2]
#pragma once

#include "analyze/protocol.hpp"

#include <string>

namespace klp::analysis {

/// The line of an effect of `metric` that was judged so.
std::string verdict_line(const Judgement& judgement, const Effect& effect,
                         const std::string& metric, const Protocol& protocol);

/// "not measured (WHY)".
std::string missing_line(Finding finding, const std::string& why);

/// "+1.8% [+1.1, +2.5]", with U+2212 for minus and as many decimals as the interval is worth; the
/// brackets are left out where low or high is infinite, or all three are one.
std::string change_with_bounds(const RatioBounds& ratio);

/// What the numbers of a runtime metric are: "cpu time", "cpu time, no PMU", "guest instructions",
/// "instructions (callgrind)". Empty for other metrics.
std::string source_of(const std::string& metric, const Protocol& protocol);

} // namespace klp::analysis
