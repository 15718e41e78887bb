// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analyze/contrast.hpp"
#include "analyze/judge.hpp"
#include "model/answer.hpp"

#include <string>

namespace klp::analysis {

/// A row without numbers.
Comparison not_compared(const std::string& workload, const std::string& metric,
                        const std::string& why);

/// A row from an effect and its judgement; `a` and `b` are NaN and left to the caller.
Comparison compared(const std::string& workload, const std::string& metric, const Effect& effect,
                    const Judgement& judgement);

/// A row from both values of an exact metric. With a 0 in A only it has a finding but no ratio.
Comparison compared(const std::string& workload, const std::string& metric, const ExactPair& pair,
                    const Protocol& protocol);

} // namespace klp::analysis
