// SPDX-License-Identifier: Apache-2.0
#include "model/nightly.hpp"

#include <algorithm>

namespace klp {

double threshold_of(const NightlySettings& settings, std::string_view metric) {
    for (const NightlyThreshold& own : settings.thresholds) {
        if (patterns_overlap(own.metric, metric)) {
            return own.change;
        }
    }
    return settings.threshold;
}

std::string owners_notes(const NightlySettings& settings, const Watched& watched) {
    std::string notes;
    for (const NightlyOwner& owner : settings.owners) {
        if (patterns_overlap(owner.workload, watched.workload) &&
            patterns_overlap(owner.metric, watched.metric)) {
            notes.append(notes.empty() ? "" : "; ").append(owner.note);
        }
    }
    return notes;
}

bool NightReport::has_open_regression() const {
    const auto is_open = [](const NightAlarm& alarm) { return alarm.is_open(); };
    return std::any_of(raised.begin(), raised.end(), is_open) ||
           std::any_of(open.begin(), open.end(), is_open);
}

} // namespace klp
