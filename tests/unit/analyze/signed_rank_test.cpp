// SPDX-License-Identifier: Apache-2.0
#include "analyze/signed_rank.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <random>

using namespace klp::analysis;

namespace {

/// The two-sided P of the signed-rank test of `centre`, by going through all sign patterns.
double enumerated_p(const std::vector<double>& values, double centre) {
    std::vector<double> distances;
    distances.reserve(values.size());
    for (const double value : values) {
        distances.push_back(value - centre);
    }
    std::sort(distances.begin(), distances.end(),
              [](double x, double y) { return std::fabs(x) < std::fabs(y); });
    const std::size_t n = distances.size();
    std::size_t observed = 0;
    for (std::size_t i = 0; i < n; ++i) {
        observed += distances[i] > 0 ? i + 1 : 0;
    }
    std::size_t below = 0;
    std::size_t above = 0;
    for (std::size_t pattern = 0; pattern < std::size_t{1} << n; ++pattern) {
        std::size_t sum = 0;
        for (std::size_t i = 0; i < n; ++i) {
            sum += (pattern >> i & 1U) != 0 ? i + 1 : 0;
        }
        below += sum <= observed ? 1 : 0;
        above += sum >= observed ? 1 : 0;
    }
    return std::min(1.0, 2.0 * static_cast<double>(std::min(below, above)) / std::pow(2.0, n));
}

} // namespace

TEST_CASE("the null distribution for n = 3 is that of its eight sign patterns") {
    // Sums: {} 0, {1} 1, {2} 2, {3} and {1,2} 3, {1,3} 4, {2,3} 5, {1,2,3} 6.
    const std::vector<double> expected{1 / 8., 2 / 8., 3 / 8., 5 / 8., 6 / 8., 7 / 8., 1};
    CHECK(signed_rank_cdf(3) == expected);
}

TEST_CASE("ranks agree with the published critical values") {
    // Wilcoxon's table: the largest T that is significant, two-sided, at 5% and at 10%.
    struct Row {
        int n, five, ten;
    };
    const auto row = GENERATE(values<Row>({{6, 0, 2},
                                           {7, 2, 3},
                                           {8, 3, 5},
                                           {9, 5, 8},
                                           {10, 8, 10},
                                           {11, 10, 13},
                                           {12, 13, 17},
                                           {13, 17, 21},
                                           {14, 21, 25},
                                           {15, 25, 30},
                                           {16, 29, 35},
                                           {17, 34, 41},
                                           {18, 40, 47},
                                           {19, 46, 53},
                                           {20, 52, 60}}));
    CAPTURE(row.n);
    CHECK(walsh_rank(row.n, 0.95).value().rank == row.five + 1);
    CHECK(walsh_rank(row.n, 0.90).value().rank == row.ten + 1);
}

TEST_CASE("the attained confidence is stated and never below what was asked") {
    CHECK(walsh_rank(6, 0.95)->confidence == Approx(1 - 2 * 1 / 64.));
    CHECK(walsh_rank(8, 0.95)->confidence == Approx(1 - 2 * 5 / 256.));
    // Exactly attained counts: 1 - 2 * 1/8.
    CHECK(walsh_rank(3, 0.75).value().rank == 1);
    for (int n = 6; n <= 100; ++n) {
        CHECK(walsh_rank(n, 0.95)->confidence >= 0.95);
    }
}

TEST_CASE("too few values have no interval") {
    CHECK_FALSE(walsh_rank(0, 0.95));
    CHECK_FALSE(walsh_rank(5, 0.95));
    CHECK(walsh_rank(6, 0.95));
    CHECK_FALSE(walsh_rank(4, 0.90));
    CHECK(walsh_rank(5, 0.90));
    CHECK_FALSE(signed_rank_interval(std::vector<double>{1, 2, 3, 4, 5}, 0.95));
}

TEST_CASE("the Hodges-Lehmann estimate is the median of the Walsh averages") {
    // Of 1, 2, 6: 1, 1.5, 2, 3.5, 4, 6.
    CHECK(hodges_lehmann(std::vector<double>{1, 2, 6}) == 2.75);
    // Of 1, 3: 1, 2, 3.
    CHECK(hodges_lehmann(std::vector<double>{1, 3}) == 2.0);
    CHECK(hodges_lehmann(std::vector<double>{7}) == 7.0);
}

TEST_CASE("for six values the interval is their range") {
    const auto interval = signed_rank_interval(std::vector<double>{3, 1, 4, 1.5, 9, 2.6}, 0.95);
    REQUIRE(interval);
    CHECK(interval->low == 1.0);
    CHECK(interval->high == 9.0);
}

TEST_CASE("the interval holds exactly the centres that enumeration does not reject") {
    std::mt19937_64 random(7);
    std::uniform_real_distribution<double> uniform(-1, 1);
    const int n = GENERATE(6, 7, 8, 9, 10);
    const double confidence = GENERATE(0.90, 0.95);
    std::vector<double> values(static_cast<std::size_t>(n));
    std::generate(values.begin(), values.end(), [&] { return uniform(random); });
    const auto interval = signed_rank_interval(values, confidence);
    REQUIRE(interval);
    CHECK(enumerated_p(values, interval->low + 1e-9) > 1 - confidence);
    CHECK(enumerated_p(values, interval->low - 1e-9) <= 1 - confidence);
    CHECK(enumerated_p(values, interval->high - 1e-9) > 1 - confidence);
    CHECK(enumerated_p(values, interval->high + 1e-9) <= 1 - confidence);
}

TEST_CASE("changing the sign of every value mirrors estimate and interval") {
    const std::vector<double> values{0.3, -0.1, 0.25, 0.6, 0.11, 0.07, -0.02};
    std::vector<double> mirrored;
    mirrored.reserve(values.size());
    for (const double value : values) {
        mirrored.push_back(-value);
    }
    const auto interval = signed_rank_interval(values, 0.95);
    const auto mirror = signed_rank_interval(mirrored, 0.95);
    CHECK(hodges_lehmann(mirrored) == -hodges_lehmann(values));
    CHECK(mirror->low == -interval->high);
    CHECK(mirror->high == -interval->low);
}

TEST_CASE("eight replicates cover the centre as often as stated") {
    // Stated: 96.1%. Of 20000 simulated runs with each shape of noise, some 0.14% standard error.
    std::mt19937_64 random(2024);
    std::normal_distribution<double> normal;
    std::cauchy_distribution<double> heavy_tailed;
    constexpr int runs = 20000;
    int normal_covered = 0;
    int heavy_covered = 0;
    for (int run = 0; run < runs; ++run) {
        std::vector<double> x(8);
        std::vector<double> y(8);
        std::generate(x.begin(), x.end(), [&] { return 3 + normal(random); });
        std::generate(y.begin(), y.end(), [&] { return 3 + heavy_tailed(random); });
        const auto of_x = signed_rank_interval(x, 0.95);
        const auto of_y = signed_rank_interval(y, 0.95);
        normal_covered += of_x->low <= 3 && 3 <= of_x->high ? 1 : 0;
        heavy_covered += of_y->low <= 3 && 3 <= of_y->high ? 1 : 0;
    }
    CHECK(static_cast<double>(normal_covered) / runs == Approx(0.961).margin(0.006));
    CHECK(static_cast<double>(heavy_covered) / runs == Approx(0.961).margin(0.006));
}
