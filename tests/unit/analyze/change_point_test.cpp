// SPDX-License-Identifier: Apache-2.0
#include "analyze/change_point.hpp"

#include "analyze/confirm.hpp"
#include "analyze/step_detector.hpp"
#include "support/simulated_pairs.hpp"

#include <boost/math/distributions/students_t.hpp>
#include <catch2/catch.hpp>

#include <array>
#include <cmath>
#include <limits>

using namespace klp;
using namespace klp::testing;
using Catch::Matchers::Contains;

namespace {

/// Nights that alternate by ±0.2% around 0, and then lie 3% higher.
WatchedHistory history(int nights, int higher) {
    WatchedHistory result{{"heap", {}, simulated_metric}, MetricKind::noisy, {}};
    for (int night = 0; night < nights + higher; ++night) {
        const double value = (night % 2 == 0 ? 0.002 : -0.002) + (night < nights ? 0 : 0.03);
        result.points.push_back({night + 1, "night " + std::to_string(night), value, value - 0.004,
                                 value + 0.004, 12, false});
    }
    return result;
}

NightSuspicion suspicion(double shift, double estimate, double low, double high,
                         double confidence = 0.998) {
    NightSuspicion result{{"heap", {}, simulated_metric}, "", shift, 12, Confirmation{}, ""};
    result.confirmation->estimate = estimate;
    result.confirmation->low = low;
    result.confirmation->high = high;
    result.confirmation->confidence = confidence;
    return result;
}

RunResult side_by_side(int blocks, double difference) {
    CellResult pinned;
    pinned.workload = "heap";
    CellResult tonight = pinned;
    for (int block = 0; block < blocks; ++block) {
        const double drift = 1000 * (1 + 0.1 * block);
        pinned.metrics[simulated_metric].values.push_back({block, drift});
        tonight.metrics[simulated_metric].values.push_back(
            {block, drift * std::exp(difference + 0.0001 * block)});
    }
    RunResult run;
    run.run_id = 9;
    run.pinned = {pinned};
    run.cells = {tonight};
    return run;
}

} // namespace

TEST_CASE("a step is suspected with its size, its first night and the blocks it needs") {
    const auto found = suspicions({history(10, 2)}, {});
    REQUIRE(found.size() == 1);
    CHECK(found.front().since == "night 10");
    CHECK(found.front().shift == Approx(0.03).margin(0.003));
    CHECK(found.front().blocks == 12);
    CHECK_FALSE(found.front().confirmation);
    CHECK(suspicions({history(12, 0)}, {}).empty());
}

TEST_CASE("a noisier night asks for more blocks, up to four times as many") {
    WatchedHistory noisy = history(10, 1);
    noisy.points.back().low -= 0.012;
    noisy.points.back().high += 0.012;
    const int blocks = suspicions({noisy}, {}).at(0).blocks;
    CHECK(blocks > 12);
    CHECK(blocks < 48);
    noisy.points.back().low = -std::numeric_limits<double>::infinity();
    CHECK(suspicions({noisy}, {}).at(0).blocks == 48);
}

TEST_CASE("what is not suspected") {
    WatchedHistory stepped = history(10, 1);
    SECTION("fewer than five nights before") {
        CHECK(suspicions({history(4, 1)}, {}).empty());
        CHECK(suspicions({history(5, 1)}, {}).size() == 1);
    }
    SECTION("less than the threshold") {
        NightlySettings settings;
        settings.thresholds = {{"runtime.*", 0.05}};
        CHECK(suspicions({stepped}, settings).empty());
    }
    SECTION("the pinned code") {
        stepped.points.back().same_image = true;
        CHECK(suspicions({stepped}, {}).empty());
    }
    SECTION("a step that the pinned code has seen") {
        WatchedHistory later = history(10, 2);
        later.points[10].same_image = true;
        for (const NightSuspicion& found : suspicions({later}, {})) {
            CHECK(found.since == "night 11");
        }
    }
    SECTION("no point tonight") {
        WatchedHistory other = history(20, 0);
        CHECK(suspicions({stepped, other}, {}).empty());
    }
    SECTION("an exact metric") {
        stepped.kind = MetricKind::exact;
        CHECK(suspicions({stepped}, {}).empty());
    }
}

namespace {

analysis::NightSums sums_of(const std::vector<double>& values) {
    analysis::NightSums sums;
    for (const double value : values) {
        sums.add(value);
    }
    return sums;
}

/// The whitened regression by its definition: sums over the nights, Cramer's rule.
analysis::Step regression(const std::vector<double>& values, std::size_t begin, std::size_t step,
                          double phi) {
    double cc = 0;
    double cs = 0;
    double ss = 0;
    double cv = 0;
    double sv = 0;
    for (std::size_t t = begin; t < values.size(); ++t) {
        const bool is_first = t == begin;
        const double scale = is_first ? std::sqrt(1 - phi * phi) : 1;
        const double before = is_first ? 0 : phi;
        const double level = scale - before;
        const double shift = (t >= step ? scale : 0) - (t > step ? before : 0);
        const double value = scale * values[t] - (is_first ? 0 : phi * values[t - 1]);
        cc += level * level;
        cs += level * shift;
        ss += shift * shift;
        cv += level * value;
        sv += shift * value;
    }
    return {step, (cc * sv - cs * cv) / (cc * ss - cs * cs), 1};
}

} // namespace

TEST_CASE("the fitted step of a series without noise is the step") {
    const auto stepped = sums_of({0.1, 0.1, 0.1, 0.1, 0.1, 0.6, 0.6});
    const analysis::Step step = analysis::fitted_step(stepped, 0, 5);
    CHECK(step.shift == Approx(0.5));
    CHECK(step.p < 1e-9);
    CHECK(analysis::fitted_step(sums_of(std::vector<double>(6, 0.25)), 0, 4).p == 1);
}

TEST_CASE("running sums give the regression that its definition gives") {
    Random random(608);
    std::vector<double> values;
    values.reserve(40);
    for (int night = 0; night < 40; ++night) {
        values.push_back(3 + normal_noise(0.01)(random));
    }
    for (const std::size_t begin : {0U, 7U}) {
        for (const std::size_t step : {12U, 30U, 39U}) {
            const auto sums = sums_of(values);
            const double phi = analysis::night_autocorrelation(sums, begin, step);
            CHECK(analysis::fitted_step(sums, begin, step).shift ==
                  Approx(regression(values, begin, step, phi).shift).epsilon(1e-9));
        }
    }
}

TEST_CASE("the p-value of a step is that of Student's t") {
    // Alternating nights have the autocorrelation 0, which makes this the t-test of two means: the
    // residuals are ±1 in 40 nights, so that s^2 = 40/37 and t = 1 / sqrt(s^2 (1/36 + 1/4)); 37
    // degrees of freedom because the autocorrelation took one.
    std::vector<double> values;
    values.reserve(40);
    for (int night = 0; night < 40; ++night) {
        values.push_back((night % 2 == 0 ? 1.0 : -1.0) + (night < 36 ? 0 : 1.4));
    }
    const auto sums = sums_of(values);
    REQUIRE(analysis::night_autocorrelation(sums, 0, 36) == 0);
    const double t = 1.4 / std::sqrt(40.0 / 37 * (1.0 / 36 + 1.0 / 4));
    const boost::math::students_t distribution(37);
    CHECK(analysis::fitted_step(sums, 0, 36).p == Approx(2 * cdf(complement(distribution, t))));
}

TEST_CASE("the autocorrelation is bounded, and drawn to the usual one by few nights") {
    std::vector<double> wave;
    std::vector<double> alternating;
    for (int night = 0; night < 100; ++night) {
        wave.push_back(std::sin(night / 10.0));
        alternating.push_back(night % 2 == 0 ? 1 : -1);
    }
    CHECK(analysis::night_autocorrelation(sums_of(wave), 0, 50) == 0.8);
    CHECK(analysis::night_autocorrelation(sums_of(alternating), 0, 50) == 0);
    CHECK(analysis::night_autocorrelation(sums_of(std::vector<double>(6, 1.0)), 0, 5) ==
          Approx((1 + 8 * 0.4) / 14));
}

TEST_CASE("a confirmation is judged by its interval, its direction and the threshold") {
    const NightlySettings settings; // 1%
    CHECK(is_confirmed(suspicion(0.02, 0.015, 0.005, 0.03), settings));
    CHECK(is_confirmed(suspicion(-0.02, -0.015, -0.03, -0.005), settings));
    const std::array refuted{
        std::pair{suspicion(0.02, 0.015, -0.005, 0.03), "includes no change"},
        std::pair{suspicion(-0.02, 0.015, 0.005, 0.03), "is the opposite direction"},
        std::pair{suspicion(0.02, 0.005, 0.002, 0.008), "is below the threshold of 1%"},
        std::pair{suspicion(0.02, 0.015, 0.005, 0.03, 0.99), "has a confidence of 99.00% only"}};
    for (const auto& [refutation, why] : refuted) {
        INFO(why);
        CHECK_FALSE(is_confirmed(refutation, settings));
        CHECK_THAT(outcome_in_words(refutation, settings), Contains(why));
    }
    CHECK(outcome_in_words(suspicion(0.02, 0.015, 0.005, 0.03), settings) ==
          "confirmed: +1.51% [+0.50%, +3.05%]");
    NightSuspicion untested{{"heap", {}, simulated_metric}, "", 0.02, 12, std::nullopt, ""};
    CHECK_FALSE(is_confirmed(untested, settings));
    untested.confirmation = Confirmation{};
    untested.confirmation->failure = "mismatched layouts";
    CHECK_FALSE(is_confirmed(untested, settings));
    CHECK(outcome_in_words(untested, settings) == "not tested: mismatched layouts");
}

TEST_CASE("a confirmation sets tonight against the pinned twin, block by block") {
    const Watched watched{"heap", {}, simulated_metric};
    const Confirmation fresh = confirmation_of(side_by_side(12, 0.02), watched);
    CHECK(fresh.failure.empty());
    CHECK(fresh.run == 9);
    CHECK(fresh.estimate == Approx(0.02 + 0.00055));
    CHECK(fresh.low > 0.02);
    CHECK(fresh.high < 0.0211);
    CHECK(fresh.confidence >= analysis::confirmation_confidence);
    CHECK(fresh.units == 12);
}

TEST_CASE("a confirmation that says nothing says why") {
    const Watched watched{"heap", {}, simulated_metric};
    CHECK_THAT(confirmation_of(side_by_side(9, 0.02), watched).failure,
               Contains("9 units are too few for an interval of 99.75%"));
    RunResult run = side_by_side(12, 0.02);
    run.cells.front().outcome = Outcome::timeout;
    run.cells.front().reason = "the limit of 60 s";
    CHECK(confirmation_of(run, watched).failure == "tonight's code: timeout: the limit of 60 s");
    run.pinned.clear();
    CHECK(confirmation_of(run, watched).failure == "the confirmation has no pinned code");
}
