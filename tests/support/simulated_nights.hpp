// SPDX-License-Identifier: Apache-2.0
//
// Seeded series of nights with the confirmations that their suspicions ask for.
//
// Nights: the series of ln-ratios is first-order autoregressive with a standard deviation of 1%
// from night to night; a step may be added. Blocks: the difference of one block has a standard
// deviation with which half of the variance of a night of twelve blocks is measurement. What a
// night does to one configuration and not to another is no part of a confirmation, for its sides
// are the same code, or all but the same, under the same configuration in the same blocks.
#pragma once

#include "analyze/change_point.hpp"
#include "analyze/confirm.hpp"
#include "model/nightly.hpp"
#include "model/results.hpp"
#include "support/simulated_pairs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>

namespace klp::testing {

inline constexpr double night_deviation = 0.01;
inline constexpr int night_blocks = 12;

/// Of the difference of one block.
inline double block_deviation() {
    return night_deviation * std::sqrt(night_blocks / 2.0);
}

struct SimulatedNights {
    double autocorrelation = 0;
    int nights = 50;
    int step_night = -1;     ///< the first night with the step; negative: there is none
    double step = 0;         ///< in night-to-night standard deviations
    double threshold = 0;    ///< 0: nothing but the interval stands between noise and an alarm
    int most_blocks = 0;     ///< of a confirmation; 0: as many as its suspicion asks for
    bool same_image = false; ///< the code is the pinned code every night
};

struct NightsOutcome {
    int suspicions = 0;
    int blocks = 0;       ///< of all confirmations
    int alarm_night = -1; ///< of the first confirmed suspicion
    bool is_true = false; ///< it has the direction of the step, and came with it or later
};

inline NightPoint simulated_point(Random& random, int night, double value, bool same_image) {
    double squares = 0;
    for (int i = 0; i < night_blocks - 1; ++i) {
        squares += std::pow(normal_noise(1)(random), 2);
    }
    const double deviation = block_deviation() * std::sqrt(squares / (night_blocks - 1));
    const double half_width = 1.96 * deviation / std::sqrt(0.955 * night_blocks);
    return {night + 1,
            fmt::format("night {}", night),
            value,
            value - half_width,
            value + half_width,
            night_blocks,
            same_image};
}

/// A run in which tonight's cell differs from its pinned twin by `truth`.
inline RunResult confirmation_run(Random& random, const Watched& watched, int blocks,
                                  double truth) {
    SimulatedPair pair =
        simulated_pair(random, blocks, truth, normal_noise(block_deviation() / std::sqrt(2.0)));
    for (CellResult* cell : {&pair.a, &pair.b}) {
        cell->workload = watched.workload;
        cell->configuration = watched.configuration;
    }
    RunResult run;
    run.pinned = {pair.a};
    run.cells = {pair.b};
    return run;
}

/// One series until its first alarm.
inline NightsOutcome simulate_nights(Random& random, const SimulatedNights& design) {
    NightlySettings settings;
    settings.threshold = design.threshold;
    std::vector<WatchedHistory> histories(1);
    histories.front().watched = {"heap", {}, simulated_metric};
    const auto innovation = normal_noise(
        night_deviation * std::sqrt(1 - design.autocorrelation * design.autocorrelation));
    double state = normal_noise(night_deviation)(random);
    NightsOutcome outcome;
    for (int night = 0; night < design.nights && outcome.alarm_night < 0; ++night) {
        const bool stepped = design.step_night >= 0 && night >= design.step_night;
        const double truth = stepped ? design.step * night_deviation : 0;
        histories.front().points.push_back(
            simulated_point(random, night, state + truth, design.same_image));
        state = design.autocorrelation * state + innovation(random);
        for (NightSuspicion& suspicion : suspicions(histories, settings)) {
            const int blocks = design.most_blocks > 0 ? design.most_blocks : suspicion.blocks;
            ++outcome.suspicions;
            outcome.blocks += blocks;
            suspicion.confirmation = confirmation_of(
                confirmation_run(random, suspicion.watched, blocks, truth), suspicion.watched);
            if (is_confirmed(suspicion, settings)) {
                outcome.alarm_night = night;
                outcome.is_true = stepped && suspicion.shift * design.step > 0;
            }
        }
    }
    return outcome;
}

} // namespace klp::testing
