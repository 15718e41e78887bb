// SPDX-License-Identifier: Apache-2.0
//
// What docs/method.md promises of errors and power, by simulation through the functions that judge
// a run: contrast, standing, levels. Negative controls are designs that must fail here.
#include "analyze/protocol.hpp"
#include "analyze/signed_rank.hpp"
#include "support/simulated_pairs.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>

using namespace klp;
using namespace klp::analysis;
using namespace klp::testing;

namespace {

constexpr double no_margin = 0; // COSTS and SAVES alone are looked at
constexpr double pair_deviation = 0.014;

bool shows_difference(const Effect& effect) {
    const Standing found = standing(effect, no_margin);
    return found == Standing::higher || found == Standing::lower;
}

double side_deviation(double pair) {
    return pair / std::sqrt(2.0);
}

/// COSTS for a true effect of this share at n = 20 and a pair SD of 1.4%.
double power_at(double effect) {
    return rate_of(20, [effect](Random& random) {
        const auto noise = normal_noise(side_deviation(pair_deviation));
        return standing(effect_of(simulated_pair(random, 20, std::log1p(effect), noise)),
                        no_margin) == Standing::higher;
    });
}

double negligible_rate(double true_effect, int n) {
    return rate_of(40, [true_effect, n](Random& random) {
        const auto noise = normal_noise(side_deviation(pair_deviation));
        return standing(effect_of(simulated_pair(random, n, std::log1p(true_effect), noise)),
                        0.01) == Standing::equivalent;
    });
}

/// Time drifts as an autoregressive process; all of A is run before all of B.
SimulatedPair a_then_b(Random& random, int n) {
    constexpr double memory = 0.9;
    const auto step = normal_noise(0.01 * std::sqrt(1 - memory * memory));
    double drift = normal_noise(0.01)(random);
    std::vector<double> values;
    for (int visit = 0; visit < 2 * n; ++visit) {
        values.push_back(1000 * std::exp(drift));
        drift = memory * drift + step(random);
    }
    const auto middle = values.begin() + n;
    return {cell_of({values.begin(), middle}), cell_of({middle, values.end()})};
}

/// Four values of each of three processes, whose levels differ by 1%, taken as twelve replicates.
SimulatedPair pooled(Random& random) {
    const auto process = normal_noise(0.01);
    const auto repetition = normal_noise(0.002);
    std::vector<std::vector<double>> sides(2);
    for (std::vector<double>& side : sides) {
        for (int i = 0; i < 3; ++i) {
            const double level = process(random);
            for (int j = 0; j < 4; ++j) {
                side.push_back(1000 * std::exp(level + repetition(random)));
            }
        }
    }
    return {cell_of(sides[0]), cell_of(sides[1])};
}

/// A run of 48 replicates at four looks, with `done` of them there.
RunResult run_of(const SimulatedPair& pair, int done) {
    RunResult run;
    run.looks = 4;
    run.environment.replicates = 48;
    run.cells = {pair.a, pair.b};
    for (CellResult& cell : run.cells) {
        cell.metrics[simulated_metric].values.resize(static_cast<std::size_t>(done));
    }
    return run;
}

} // namespace

TEST_CASE("promise: false positives of identical sides", "[promises]") {
    const double rate = rate_of(1, [](Random& random) {
        return shows_difference(effect_of(simulated_pair(random, 12, 0, normal_noise(0.01))));
    });
    INFO("A/A, n = 12, CV 1%: " << rate);
    CHECK(rate <= 0.065);
    CHECK(rate >= 0.03); // a test that never rejects would pass the line above
}

TEST_CASE("promise: negative controls fail", "[promises]") {
    const double drifting = rate_of(
        2, [](Random& random) { return shows_difference(effect_of(a_then_b(random, 12))); });
    INFO("A-then-B under AR(0.9) drift: " << drifting);
    CHECK(drifting >= 0.20);
    const double pooling =
        rate_of(3, [](Random& random) { return shows_difference(effect_of(pooled(random))); });
    INFO("values of a process taken as replicates: " << pooling);
    CHECK(pooling >= 0.10);
}

TEST_CASE("promise: values of one layout are one unit, and do not fail", "[promises]") {
    // The layout moves the sides apart by 1%; three blocks with each of eight layouts.
    const auto moved = [](Random& random, bool are_known) {
        SimulatedPair pair = simulated_pair(random, 24, 0, normal_noise(0.002));
        std::vector<double> layouts;
        for (int i = 0; i < 8; ++i) {
            layouts.push_back(normal_noise(0.01)(random));
        }
        for (ReplicateValue& sample : pair.b.metrics.at(simulated_metric).values) {
            const auto layout = static_cast<std::size_t>(sample.replicate) % layouts.size();
            sample.value *= std::exp(layouts[layout]);
            if (are_known) {
                pair.a.layouts[sample.replicate] = layout;
                pair.b.layouts[sample.replicate] = layout;
            }
        }
        return shows_difference(effect_of(pair));
    };
    const double known = rate_of(4, [&](Random& random) { return moved(random, true); });
    const double unknown = rate_of(4, [&](Random& random) { return moved(random, false); });
    INFO("layouts as units: " << known << ", blocks as units: " << unknown);
    CHECK(known <= 0.065);
    CHECK(unknown >= 0.10);
}

TEST_CASE("promise: power", "[promises]") {
    const double at_1 = power_at(0.01);
    const double at_2 = power_at(0.02);
    const double at_5 = power_at(0.05);
    const double heavy = rate_of(21, [](Random& random) {
        const auto noise = heavy_noise(side_deviation(pair_deviation));
        return standing(effect_of(simulated_pair(random, 20, std::log1p(0.02), noise)),
                        no_margin) == Standing::higher;
    });
    INFO("power at 1/2/5%, pair SD 1.4%, n = 20: " << at_1 << " " << at_2 << " " << at_5
                                                   << ", t3 at 2%: " << heavy);
    CHECK(at_1 >= 0.80);
    CHECK(at_2 >= 0.98);
    CHECK(at_5 >= 0.99);
    CHECK(heavy >= 0.90);
}

TEST_CASE("promise: NEGLIGIBLE is said where it is true, and seldom at the margin", "[promises]") {
    const double inside = negligible_rate(0, 40);
    const double at_margin = negligible_rate(0.01, 40);
    INFO("NEGLIGIBLE at margin 1%, n = 40: true 0 " << inside << ", at the margin " << at_margin);
    CHECK(inside >= 0.90);
    CHECK(at_margin <= 0.06);
    CHECK(at_margin >= 0.02);
}

TEST_CASE("promise: four looks err no more often than one", "[promises]") {
    std::vector<Levels> levels;
    Random unused(0);
    const SimulatedPair any = simulated_pair(unused, 48, 0, normal_noise(0.01));
    for (const int done : {12, 24, 36, 48}) {
        const RunResult run = run_of(any, done);
        levels.push_back(Protocol(run).levels());
    }
    const auto stops = [&levels](Random& random, bool is_spent) {
        const SimulatedPair pair = simulated_pair(random, 48, 0, normal_noise(0.01));
        for (int look = 0; look < 4; ++look) {
            const RunResult run = run_of(pair, 12 * (look + 1));
            Effect effect = contrast(run.cells[0], run.cells[1], simulated_metric).value();
            if (is_spent) {
                effect.levels = levels[static_cast<std::size_t>(look)];
            }
            if (shows_difference(effect)) {
                return true;
            }
        }
        return false;
    };
    const double spent = rate_of(5, [&](Random& random) { return stops(random, true); });
    const double peeking = rate_of(5, [&](Random& random) { return stops(random, false); });
    INFO("four looks, spent: " << spent << ", each at 5%: " << peeking);
    CHECK(spent <= 0.065);
    CHECK(peeking >= 0.10);
}

TEST_CASE("promise: the best of 64 identical configurations is not better on fresh data",
          "[promises]") {
    constexpr int trials = 200;
    double apparent = 0;
    double fresh = 0;
    int shown_fresh = 0;
    for (int trial = 0; trial < trials; ++trial) {
        Random random(9'000 + static_cast<std::uint64_t>(trial));
        const auto noise = normal_noise(side_deviation(pair_deviation));
        double best = 0;
        for (int configuration = 0; configuration < 64; ++configuration) {
            best = std::min(best, estimate(effect_of(simulated_pair(random, 12, 0, noise))).value);
        }
        const Effect again = effect_of(simulated_pair(random, 12, 0, noise));
        apparent += best / trials;
        fresh += estimate(again).value / trials;
        shown_fresh += shows_difference(again) ? 1 : 0;
    }
    INFO("best of 64: apparent " << apparent << ", fresh " << fresh << ", shown fresh "
                                 << static_cast<double>(shown_fresh) / trials);
    CHECK(apparent < -0.008);       // 2.4 standard errors of 0.4%
    CHECK(std::abs(fresh) < 0.001); // 3.5 standard errors of the mean over the trials
    CHECK(shown_fresh <= trials * 0.08);
}

TEST_CASE("promise: Holm's family errs no more often than one metric", "[promises]") {
    const auto level = [](int share) { return 0.05 / share; };
    const double rate = rate_of(10, [&level](Random& random) {
        std::vector<double> p_values;
        for (int metric = 0; metric < 4; ++metric) {
            const Effect effect = effect_of(simulated_pair(random, 24, 0, normal_noise(0.01)));
            p_values.push_back(signed_rank_p(units_of(effect)));
        }
        const auto shares = holm_shares(p_values, level);
        for (std::size_t i = 0; i < shares.size(); ++i) {
            if (p_values[i] <= level(shares[i])) {
                return true;
            }
        }
        return false;
    });
    INFO("some of four metrics of identical sides shown: " << rate);
    CHECK(rate <= 0.065);
    CHECK(rate >= 0.03);
}

TEST_CASE("promise: the interval holds the truth", "[promises]") {
    const double truth = std::log1p(0.02);
    const double rate = rate_of(6, [truth](Random& random) {
        const auto noise = normal_noise(side_deviation(pair_deviation));
        const Estimate numbers = estimate(effect_of(simulated_pair(random, 24, truth, noise)));
        return numbers.low <= truth && truth <= numbers.high;
    });
    INFO("coverage of the 95% interval, n = 24: " << rate);
    CHECK(rate >= 0.935);
}

TEST_CASE("promise: swapping the sides flips the sign exactly; units change nothing",
          "[promises]") {
    CHECK(rate_of(7, [](Random& random) {
              const SimulatedPair pair = simulated_pair(random, 12, 0.01, normal_noise(0.01));
              const Estimate forth = estimate(effect_of(pair));
              const Estimate back = estimate(effect_of({pair.b, pair.a}));
              return forth.value == -back.value && forth.low == -back.high &&
                     forth.high == -back.low;
          }) == 1.0);
    CHECK(rate_of(8, [](Random& random) {
              SimulatedPair pair = simulated_pair(random, 12, 0.01, normal_noise(0.01));
              const Estimate before = estimate(effect_of(pair));
              for (CellResult* cell : {&pair.a, &pair.b}) {
                  for (ReplicateValue& sample : cell->metrics.at(simulated_metric).values) {
                      sample.value *= 1e-9;
                  }
              }
              const Estimate after = estimate(effect_of(pair));
              // A logarithm of a product is rounded once more.
              return std::abs(before.value - after.value) < 1e-13 && after.n == before.n;
          }) == 1.0);
}
