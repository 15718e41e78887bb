// SPDX-License-Identifier: Apache-2.0
//
// What makes a contrast INVALID although both sides have numbers.
#pragma once

#include "analyze/effect.hpp"
#include "model/results.hpp"

#include <string>
#include <string_view>

namespace klp::analysis {

/// True for counts that are the same to the digit in every run of one image under one setting:
/// `runtime.*.instructions` and `boot.instructions`. They have a spread over layouts or boot
/// settings and no p-value.
bool is_counted(std::string_view metric);

/// Notes the layouts of the replicates in `effect`, which is of `metric`, or marks it invalid:
/// where a pair ran with different layouts, or instructions were counted by different means.
/// Only what runs depends on its layout: other metrics have none.
void check_sides(Effect& effect, const CellResult& a, const CellResult& b, std::string_view metric);

/// True when the reason for which a metric is missing is that its counters were multiplexed: the
/// contrast then is invalid, for it was asked for and could not be trusted.
bool is_multiplexed(std::string_view why);

/// "the control is another image than the baseline" when both tell their images and these differ;
/// empty otherwise.
std::string image_mismatch(const CellResult& baseline, const CellResult& control);

} // namespace klp::analysis
