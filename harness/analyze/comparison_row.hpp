// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analyze/contrast.hpp"
#include "model/answer.hpp"

#include <string>

namespace klp::analysis {

/// What every row of a comparison needs besides its numbers.
struct RowContext {
    double margin = 0;
    std::string noisy_note; ///< for the rows of noisy metrics; empty for none
};

/// A row without numbers.
Comparison not_compared(const std::string& workload, const std::string& metric,
                        const std::string& why);

/// A row from an effect; `a` and `b` are NaN and left to the caller.
Comparison compared(const std::string& workload, const std::string& metric, const Effect& effect,
                    const RowContext& context);

/// A row from both values of an exact metric. With a 0 in A only it has a direction but no ratio.
Comparison compared(const std::string& workload, const std::string& metric, const ExactPair& pair,
                    const RowContext& context);

} // namespace klp::analysis
