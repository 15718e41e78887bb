// SPDX-License-Identifier: Apache-2.0
//
// From an effect to what is said of it: COSTS, SAVES, NEGLIGIBLE, INCONCLUSIVE or INVALID, with all
// that a reader needs to judge the judgement.
#pragma once

#include "analyze/protocol.hpp"

#include <string>

namespace klp::analysis {

/// Of an effect of `metric`; without line and worst workload.
Judgement judge(const Effect& effect, const std::string& metric, const Protocol& protocol);

/// What is said where there is no effect; invalid when its counters were multiplexed.
Judgement judge_missing(const std::string& why, const std::string& metric,
                        const Protocol& protocol);

/// Judges every workload and the overall effect, names the worst workload, and writes the lines.
void judge(WorkloadEffects& effects, const std::string& metric, const Protocol& protocol);

/// What a standing amounts to in the direction of the metric.
Finding finding_of(Standing standing, const std::string& metric);

} // namespace klp::analysis
