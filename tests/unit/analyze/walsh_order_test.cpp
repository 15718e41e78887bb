// SPDX-License-Identifier: Apache-2.0
#include "analyze/signed_rank.hpp"
#include "analyze/walsh_order.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <random>

namespace klp::analysis {
namespace {

std::vector<double> drawn(int n, std::mt19937_64& engine, bool with_ties) {
    std::normal_distribution<double> normal(0.01, 0.1);
    std::uniform_int_distribution<int> few(-2, 3);
    std::vector<double> values;
    values.reserve(static_cast<std::size_t>(n));
    for (int i = 0; i < n; ++i) {
        values.push_back(with_ties ? few(engine) : normal(engine));
    }
    return values;
}

} // namespace

TEST_CASE("order statistics of the Walsh averages are those of the sorted averages", "[analyze]") {
    std::mt19937_64 engine(7);
    for (const bool with_ties : {false, true}) {
        for (const int n : {1, 2, 3, 4, 5, 12, 40}) {
            const std::vector<double> values = drawn(n, engine, with_ties);
            std::vector<double> sorted = walsh_averages(values);
            std::sort(sorted.begin(), sorted.end());
            const WalshOrder order(values);
            REQUIRE(order.size() == sorted.size());
            for (std::size_t position = 0; position < sorted.size(); ++position) {
                REQUIRE(order.at(position) == sorted[position]);
            }
        }
    }
}

TEST_CASE("averages below and not above a value are counted", "[analyze]") {
    std::mt19937_64 engine(8);
    for (const int n : {1, 2, 7, 30}) {
        const std::vector<double> values = drawn(n, engine, true);
        const std::vector<double> averages = walsh_averages(values);
        const WalshOrder order(values);
        for (const double limit : {-3.0, -0.5, 0.0, 0.25, 1.0, 9.0}) {
            CHECK(order.count_below(limit) ==
                  static_cast<std::size_t>(
                      std::count_if(averages.begin(), averages.end(),
                                    [limit](double average) { return average < limit; })));
            CHECK(order.count_not_above(limit) ==
                  static_cast<std::size_t>(
                      std::count_if(averages.begin(), averages.end(),
                                    [limit](double average) { return average <= limit; })));
        }
    }
}

} // namespace klp::analysis
