// SPDX-License-Identifier: Apache-2.0
#include "analyze/workload_effects.hpp"

#include <fmt/format.h>

namespace klp::analysis {

std::vector<std::string> WorkloadEffects::missing() const {
    std::vector<std::string> names;
    for (const Entry& entry : by_workload) {
        if (!entry.effect) {
            names.push_back(entry.workload);
        }
    }
    return names;
}

WorkloadEffects gathered(std::vector<WorkloadEffects::Entry> entries,
                         std::vector<std::string> absent) {
    std::vector<Effect> measured;
    std::vector<std::string> notes = std::move(absent);
    for (const WorkloadEffects::Entry& entry : entries) {
        if (entry.effect) {
            measured.push_back(*entry.effect);
            for (const std::string& note : entry.effect->notes) {
                add_note(notes, fmt::format("{}: {}", entry.workload, note));
            }
        } else {
            add_note(notes, fmt::format("without {}: {}", entry.workload, entry.effect.error()));
        }
    }
    Measured<Effect> overall = mean(measured);
    if (overall) {
        overall->notes = notes;
    } else if (!entries.empty() && measured.empty()) {
        overall = tl::unexpected(entries.front().workload + ": " + entries.front().effect.error());
    }
    return {std::move(entries), std::move(overall), {}};
}

} // namespace klp::analysis
