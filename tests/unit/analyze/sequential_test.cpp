// SPDX-License-Identifier: Apache-2.0
//
// Error spending, power and Holm's procedure as numbers.
#include "analyze/normal.hpp"
#include "analyze/power.hpp"
#include "analyze/protocol.hpp"
#include "analyze/signed_rank.hpp"
#include "analyze/spending.hpp"
#include "analyze/stopping.hpp"

#include <catch2/catch.hpp>

#include <array>
#include <cmath>
#include <random>

using namespace klp;
using namespace klp::analysis;

namespace {

constexpr std::array quarters{0.25, 0.5, 0.75, 1.0};

} // namespace

TEST_CASE("the normal distribution has its known values") {
    CHECK(normal_cdf(1.959964) == Approx(0.975).margin(1e-7));
    CHECK(normal_quantile(0.975) == Approx(1.959964).margin(1e-6));
    CHECK(normal_quantile(0.0001) == Approx(-3.719016).margin(1e-6));
}

TEST_CASE("one look at everything has the whole error") {
    const std::array all{1.0};
    CHECK(nominal_levels(0.05, all).front() == Approx(0.05).margin(1e-9));
    CHECK(spent_error(0.05, 1.0) == Approx(0.05).margin(1e-12));
}

TEST_CASE("the first of four looks has 2 (1 - Phi(1.96 / 0.5)) of the error, later ones more") {
    const auto levels = nominal_levels(0.05, quarters);
    REQUIRE(levels.size() == 4);
    CHECK(levels[0] == Approx(2 * (1 - normal_cdf(1.959964 / 0.5))).epsilon(1e-4));
    CHECK(levels[0] == Approx(8.86e-5).epsilon(0.01));
    CHECK(levels[1] == Approx(0.00554).epsilon(0.01));
    CHECK(levels[2] == Approx(0.02155).epsilon(0.01));
    CHECK(levels[3] == Approx(0.0411).epsilon(0.01));
}

TEST_CASE("normal paths cross the bounds of four looks as often as is spent") {
    const auto levels = nominal_levels(0.05, quarters);
    std::mt19937_64 random(20260);
    std::normal_distribution<double> step(0.0, 0.5);
    constexpr int paths = 200'000;
    std::array<int, 4> crossed_at{};
    for (int path = 0; path < paths; ++path) {
        double position = 0;
        for (std::size_t look = 0; look < quarters.size(); ++look) {
            position += step(random);
            const double z = std::abs(position) / std::sqrt(quarters.at(look));
            if (2 * normal_cdf(-z) <= levels[look]) {
                ++crossed_at.at(look);
                break;
            }
        }
    }
    double spent = 0;
    for (std::size_t look = 0; look < quarters.size(); ++look) {
        spent += static_cast<double>(crossed_at.at(look)) / paths;
        CHECK(spent == Approx(spent_error(0.05, quarters.at(look))).margin(0.0015));
    }
}

TEST_CASE("a run that ends between looks has spent less than all") {
    const std::array early{0.25, 0.5, 0.6};
    const auto levels = nominal_levels(0.05, early);
    CHECK(levels[1] == Approx(nominal_levels(0.05, quarters)[1]).epsilon(1e-6));
    CHECK(levels[2] < nominal_levels(0.05, quarters)[2]);
}

TEST_CASE("looks are equal steps that end with all replicates") {
    CHECK(look_schedule(48, 4) == std::vector<int>{12, 24, 36, 48});
    CHECK(look_schedule(8, 1) == std::vector<int>{8});
    CHECK(look_schedule(2, 4) == std::vector<int>{1, 2});
    CHECK(look_schedule(0, 4).empty());
}

TEST_CASE("the p-value agrees with the table of the signed-rank statistic") {
    const std::vector<double> all_above{1, 2, 3, 4, 5, 6};
    CHECK(signed_rank_p(all_above) == Approx(2.0 / 64));
    // T = 2 of n = 6: 3 of 64 sign patterns have T <= 2.
    const std::vector<double> one_below{1, -2, 3, 4, 5, 6};
    CHECK(signed_rank_p(one_below) == Approx(2 * 3.0 / 64));
    CHECK(signed_rank_p(std::vector<double>{0, 0, 0, 0, 0, 0}) == 1);
    CHECK(signed_rank_p({}) == 1);
    CHECK(can_reject(6, 0.05));
    CHECK_FALSE(can_reject(5, 0.05));
    CHECK(least_to_reject(0.05) == 6);
    CHECK(least_to_reject(8.86e-5) == 15);
}

TEST_CASE("the p-value rejects just when the interval excludes 0") {
    std::mt19937_64 random(7);
    std::normal_distribution<double> noise(0.5, 1.0);
    int rejections = 0;
    for (int trial = 0; trial < 400; ++trial) {
        std::vector<double> values;
        for (int i = 0; i < 12; ++i) {
            values.push_back(noise(random));
        }
        const auto interval = signed_rank_interval(values, 0.97);
        const bool excludes = interval->low > 0 || interval->high < 0;
        CHECK(excludes == (signed_rank_p(values) <= 0.03));
        rejections += excludes ? 1 : 0;
    }
    CHECK(rejections > 50);
    CHECK(rejections < 350);
}

TEST_CASE("the minimum detectable effect is that of the formula") {
    // (1.95996 + 0.84162) * 0.014 / sqrt(0.955 * 20)
    CHECK(minimum_detectable_effect(0.014, 20, 0.05) == Approx(0.0089746).epsilon(1e-4));
    CHECK(minimum_detectable_effect(0.014, 80, 0.05) == Approx(0.0089746 / 2).epsilon(1e-4));
}

TEST_CASE("what a decision would take follows from the nearer of both ways to decide") {
    // An effect of 2 SD needs few; the exact test needs 6 to reject at 5% at all.
    CHECK(needed_units({0.03, 0.01, 0.05, 0.10, 0.005}) == 6);
    // (2.8016 / 0.1)^2 / 0.955 = 821.9: no margin to lie inside.
    CHECK(needed_units({0.001, 0.01, 0.05, 0.10, 0.0001}) == 822);
    // No effect: equivalence, (1.6449 + 1.2816)^2 * 1.4^2 / 0.955 = 17.6.
    CHECK(needed_units({0.0, 0.014, 0.05, 0.10, 0.01}) == 18);
    CHECK(needed_units({0.001, 0.02, 0.05, 0.10, 0.0001}) == most_units + 1);
}

TEST_CASE("Holm shares the error out from the least p-value on and stops at the first miss") {
    const auto level = [](int share) { return 0.05 / share; };
    CHECK(holm_shares({0.010, 0.001, 0.04}, level) == std::vector<int>{2, 3, 1});
    // 0.030 > 0.05 / 2: neither it nor 0.04 is rejected, and both are judged at 0.05 / 2.
    CHECK(holm_shares({0.030, 0.001, 0.04}, level) == std::vector<int>{2, 3, 2});
    CHECK(holm_shares({0.02, 0.03}, [](int share) { return 0.05 / share; }) ==
          std::vector<int>{2, 1});
    CHECK(holm_shares({}, level).empty());
}
