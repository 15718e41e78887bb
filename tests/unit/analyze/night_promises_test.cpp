// SPDX-License-Identifier: Apache-2.0
//
// What docs/method.md promises of the night watch, by simulation of the whole chain: histories,
// suspicions, confirmations on fresh blocks, alarms. `unit-tests -s "[nights]"` prints the rates.
#include "analyze/step_detector.hpp"
#include "support/simulated_nights.hpp"

#include <boost/math/distributions/binomial.hpp>
#include <catch2/catch.hpp>

using namespace klp;
using namespace klp::testing;

namespace {

constexpr int series_per_case = 2000;
constexpr double risk = 0.05; // one-sided, of each bound below

/// Of many series of one design.
struct Tally {
    int alarms = 0;
    int true_in_time = 0;  ///< within five nights of the step, that night counted
    int false_alarms = 0;  ///< before the step, or in the other direction
    double suspicions = 0; ///< per series
    double blocks = 0;     ///< per confirmation
};

Tally tally_of(std::uint64_t seed, const SimulatedNights& design) {
    Tally tally;
    int suspicions = 0;
    int blocks = 0;
    for (int series = 0; series < series_per_case; ++series) {
        Random random(seed * 1'000'003 + static_cast<std::uint64_t>(series));
        const NightsOutcome outcome = simulate_nights(random, design);
        const bool alarm = outcome.alarm_night >= 0;
        tally.alarms += alarm ? 1 : 0;
        tally.false_alarms += alarm && !outcome.is_true ? 1 : 0;
        tally.true_in_time +=
            outcome.is_true && outcome.alarm_night < design.step_night + 5 ? 1 : 0;
        suspicions += outcome.suspicions;
        blocks += outcome.blocks;
    }
    tally.suspicions = static_cast<double>(suspicions) / series_per_case;
    tally.blocks = static_cast<double>(blocks) / std::max(1, suspicions);
    return tally;
}

// Clopper & Pearson (1934): the true rate lies below, or above, but for `risk`.
double upper_bound(int count) {
    return boost::math::binomial_distribution<>::find_upper_bound_on_p(series_per_case, count,
                                                                       risk);
}

double lower_bound(int count) {
    return boost::math::binomial_distribution<>::find_lower_bound_on_p(series_per_case, count,
                                                                       risk);
}

} // namespace

TEST_CASE("clean series of 50 nights raise an alarm in at most 1%", "[nights]") {
    const double autocorrelation = GENERATE(0.0, 0.6);
    SimulatedNights design;
    design.autocorrelation = autocorrelation;
    const Tally tally = tally_of(601, design);
    INFO("AR(" << autocorrelation << "): " << tally.alarms << " alarms, below "
               << 100 * upper_bound(tally.alarms) << "%; " << tally.suspicions
               << " confirmations in 50 nights, of " << tally.blocks << " blocks");
    CHECK(upper_bound(tally.alarms) <= 0.01);
    CHECK(tally.suspicions <= 3.5);
}

TEST_CASE("a step of two standard deviations is found within five nights in 80%", "[nights]") {
    const double autocorrelation = GENERATE(0.0, 0.6);
    SimulatedNights design;
    design.autocorrelation = autocorrelation;
    design.step_night = 25;
    design.nights = 30;
    design.step = GENERATE(2.0, -2.0);
    const Tally tally = tally_of(602, design);
    INFO("AR(" << autocorrelation << "), step " << design.step << ": "
               << 100.0 * tally.true_in_time / series_per_case << "% found, above "
               << 100 * lower_bound(tally.true_in_time) << "%; false alarms "
               << tally.false_alarms);
    CHECK(lower_bound(tally.true_in_time) >= 0.80);
}

TEST_CASE("with a threshold of one standard deviation the step is found as often", "[nights]") {
    SimulatedNights design;
    design.autocorrelation = 0.6;
    design.step_night = 25;
    design.nights = 30;
    design.step = 2;
    design.threshold = night_deviation;
    const Tally tally = tally_of(603, design);
    INFO(100.0 * tally.true_in_time / series_per_case << "% found");
    CHECK(lower_bound(tally.true_in_time) >= 0.80);
}

TEST_CASE("negative control: a quarter of the blocks does not find the step", "[nights]") {
    SimulatedNights design;
    design.step_night = 25;
    design.nights = 30;
    design.step = 2;
    design.most_blocks = 12;
    const Tally tally = tally_of(604, design);
    INFO(100.0 * tally.true_in_time / series_per_case << "% found");
    CHECK(upper_bound(tally.true_in_time) < 0.80);
}

TEST_CASE("what is the pinned code is never suspected", "[nights]") {
    SimulatedNights design;
    design.step_night = 25; // of the machine, since the code is the same
    design.step = 5;
    design.same_image = true;
    Random random(605);
    CHECK(simulate_nights(random, design).suspicions == 0);
}

TEST_CASE("nothing is suspected more than six times in fifty nights", "[nights]") {
    Random random(606);
    analysis::StepDetector detector(0);
    std::vector<int> suspected;
    for (int night = 0; night < 300; ++night) {
        const double wander = std::pow(-1.0, night / 3) * night; // no level at all
        if (detector.add(wander + normal_noise(0.01)(random), false)) {
            suspected.push_back(night);
        }
    }
    REQUIRE(suspected.size() > 12);
    for (std::size_t i = 6; i < suspected.size(); ++i) {
        CHECK(suspected[i] - suspected[i - 6] >= 50);
    }
}
