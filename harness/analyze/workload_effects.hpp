// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analyze/effect.hpp"
#include "model/answer.hpp"

#include <string>
#include <vector>

namespace klp::analysis {

/// The effect in each workload, and the mean over those that have one.
struct WorkloadEffects {
    struct Entry {
        std::string workload;
        Measured<Effect> effect;
        Judgement judgement{};
    };
    std::vector<Entry> by_workload;
    Measured<Effect> overall; ///< its notes name the workloads that are missing, with the reason
    Judgement judgement;      ///< of `overall`

    [[nodiscard]] std::vector<std::string> missing() const;
};

/// With the mean of the entries that have an effect. `absent` are notes on workloads that have not
/// even an entry.
WorkloadEffects gathered(std::vector<WorkloadEffects::Entry> entries,
                         std::vector<std::string> absent = {});

} // namespace klp::analysis
