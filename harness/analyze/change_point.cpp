// SPDX-License-Identifier: Apache-2.0
#include "analyze/change_point.hpp"

#include "analyze/confirm.hpp"
#include "analyze/normal.hpp"
#include "analyze/power.hpp"
#include "analyze/step_detector.hpp"
#include "base/units.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>

namespace klp {
namespace {

using analysis::Step;

// A step is noticed on the nights that exaggerate it, so a confirmation looks for half of it.
constexpr double share_looked_for = 0.5;
constexpr int most_blocks_factor = 4; // of what the settings ask for at least

/// The standard deviation of one unit of a night, from its 95% interval; 0 when that has no ends.
double unit_deviation(const NightPoint& point) {
    if (!std::isfinite(point.low) || !std::isfinite(point.high)) {
        return 0;
    }
    const double half_width = (point.high - point.low) / 2;
    return half_width * std::sqrt(0.955 * point.units) / analysis::normal_quantile(0.975);
}

int needed_blocks(const NightPoint& tonight, double shift, const NightlySettings& settings) {
    const double deviation = unit_deviation(tonight);
    const int least = settings.confirm_replicates;
    const int most = least * most_blocks_factor;
    if (deviation <= 0) {
        return std::isfinite(tonight.low) ? least : most;
    }
    const analysis::Aim aim{share_looked_for * shift, deviation,
                            1 - analysis::confirmation_confidence, 1, 0};
    return std::clamp(analysis::needed_units(aim), least, most);
}

std::optional<NightSuspicion> suspicion_of(const WatchedHistory& history,
                                           const NightlySettings& settings) {
    const double threshold = threshold_of(settings, history.watched.metric);
    analysis::StepDetector detector(std::log1p(threshold));
    std::optional<Step> tonight;
    for (const NightPoint& point : history.points) {
        tonight = detector.add(point.value, point.same_image);
    }
    if (!tonight) {
        return std::nullopt;
    }
    NightSuspicion suspicion;
    suspicion.watched = history.watched;
    suspicion.since = history.points[tonight->night].started;
    suspicion.shift = tonight->shift;
    suspicion.blocks = needed_blocks(history.points.back(), tonight->shift, settings);
    return suspicion;
}

std::string change(double logarithm) {
    const double percent = 100 * std::expm1(logarithm);
    return fmt::format("{}{:.2f}%", percent < 0 ? minus_sign : "+", std::abs(percent));
}

std::string numbers_in_words(const Confirmation& confirmation) {
    return fmt::format("{} [{}, {}]", change(confirmation.estimate), change(confirmation.low),
                       change(confirmation.high));
}

bool excludes_no_change(const NightSuspicion& suspicion) {
    const Confirmation& fresh = *suspicion.confirmation;
    return suspicion.shift > 0 ? fresh.low > 0 : fresh.high < 0;
}

bool is_beyond_threshold(const NightSuspicion& suspicion, const NightlySettings& settings) {
    const double threshold = threshold_of(settings, suspicion.watched.metric);
    return std::abs(suspicion.confirmation->estimate) >= std::log1p(threshold);
}

} // namespace

std::vector<NightSuspicion> suspicions(const std::vector<WatchedHistory>& histories,
                                       const NightlySettings& settings) {
    std::int64_t tonight = 0;
    for (const WatchedHistory& history : histories) {
        tonight = history.points.empty() ? tonight : std::max(tonight, history.points.back().run);
    }
    std::vector<NightSuspicion> found;
    for (const WatchedHistory& history : histories) {
        if (history.kind != MetricKind::noisy || history.points.empty() ||
            history.points.back().run != tonight) {
            continue;
        }
        if (auto suspicion = suspicion_of(history, settings)) {
            found.push_back(*std::move(suspicion));
        }
    }
    return found;
}

bool is_confirmed(const NightSuspicion& suspicion, const NightlySettings& settings) {
    return suspicion.confirmation && suspicion.confirmation->failure.empty() &&
           suspicion.confirmation->confidence >= analysis::confirmation_confidence &&
           excludes_no_change(suspicion) && is_beyond_threshold(suspicion, settings);
}

std::string outcome_in_words(const NightSuspicion& suspicion, const NightlySettings& settings) {
    if (!suspicion.confirmation) {
        return "not tested: there was no confirmation";
    }
    const Confirmation& fresh = *suspicion.confirmation;
    if (!fresh.failure.empty()) {
        return "not tested: " + fresh.failure;
    }
    const std::string numbers = numbers_in_words(fresh);
    if (fresh.confidence < analysis::confirmation_confidence) {
        return fmt::format("not tested: {} has a confidence of {:.2f}% only", numbers,
                           100 * fresh.confidence);
    }
    if (!excludes_no_change(suspicion)) {
        const bool is_opposite = suspicion.shift > 0 ? fresh.high < 0 : fresh.low > 0;
        return fmt::format("not confirmed: {} {}", numbers,
                           is_opposite ? "is the opposite direction" : "includes no change");
    }
    if (!is_beyond_threshold(suspicion, settings)) {
        return fmt::format("not confirmed: {} is below the threshold of {:g}%", numbers,
                           100 * threshold_of(settings, suspicion.watched.metric));
    }
    return "confirmed: " + numbers;
}

} // namespace klp
