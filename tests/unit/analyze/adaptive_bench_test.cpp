// SPDX-License-Identifier: Apache-2.0
//
// How many blocks the adaptive default takes; hidden, for tests/bench/adaptive.sh. docs/method.md,
// "What looks save", says what is compared and why.
#include "analyze/protocol.hpp"
#include "support/simulated_pairs.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <array>
#include <cmath>

using namespace klp;
using namespace klp::analysis;
using namespace klp::testing;

namespace {

constexpr double margin = 0.02;
constexpr int planned = 48;
constexpr int looks = 4;
constexpr int trials = 1000; ///< for each kind of workload
constexpr std::array deviations{0.007, 0.014, 0.028};
constexpr std::array effects{0.0, 0.01, 0.02, 0.05};

RunResult run_after(const SimulatedPair& pair, int blocks) {
    RunResult run;
    run.looks = looks;
    run.environment.replicates = planned;
    run.cells = {pair.a, pair.b};
    for (CellResult& cell : run.cells) {
        cell.metrics[simulated_metric].values.resize(static_cast<std::size_t>(blocks));
    }
    return run;
}

struct Outcomes {
    double blocks = 0; ///< on average
    double wrong = 0;  ///< share with a verdict that the truth forbids
    double decided = 0;
};

bool is_wrong(Standing said, double effect) {
    return said == Standing::lower || (said == Standing::higher && effect == 0) ||
           (said == Standing::equivalent && effect > margin);
}

Outcomes adaptive(double deviation, double effect, const std::array<Levels, looks>& levels) {
    Outcomes outcomes;
    for (int trial = 0; trial < trials; ++trial) {
        Random random(static_cast<std::uint64_t>(trial + 1) * 7919);
        const SimulatedPair pair = simulated_pair(random, planned, std::log1p(effect),
                                                  normal_noise(deviation / std::sqrt(2.0)));
        Standing said = Standing::unclear;
        int blocks = 0;
        for (const Levels& at_look : levels) {
            blocks += planned / looks;
            const RunResult run = run_after(pair, blocks);
            Effect found = contrast(run.cells[0], run.cells[1], simulated_metric).value();
            found.levels = at_look;
            said = standing(found, margin);
            if (said != Standing::unclear) {
                break;
            }
        }
        outcomes.blocks += static_cast<double>(blocks) / trials;
        outcomes.wrong += is_wrong(said, effect) ? 1.0 / trials : 0;
        outcomes.decided += said != Standing::unclear ? 1.0 / trials : 0;
    }
    return outcomes;
}

} // namespace

TEST_CASE("bench: blocks of the adaptive default against 48 fixed ones", "[.][bench]") {
    Random unused(0);
    const SimulatedPair any = simulated_pair(unused, planned, 0, normal_noise(0.01));
    std::array<Levels, looks> levels;
    for (int look = 0; look < looks; ++look) {
        const RunResult run = run_after(any, planned / looks * (look + 1));
        levels.at(static_cast<std::size_t>(look)) = Protocol(run).levels();
    }
    double total = 0;
    for (const double deviation : deviations) {
        for (const double effect : effects) {
            const Outcomes outcomes = adaptive(deviation, effect, levels);
            fmt::print("pair SD {:.1f}%, effect {:.0f}%: {:.1f} blocks, decided {:.1f}%, wrong "
                       "{:.1f}%\n",
                       deviation * 100, effect * 100, outcomes.blocks, outcomes.decided * 100,
                       outcomes.wrong * 100);
            total += outcomes.blocks;
            CHECK(outcomes.wrong <= 0.065);
        }
    }
    const double ratio = total / (planned * deviations.size() * effects.size());
    fmt::print("blocks of the adaptive design over those of the fixed one: {:.3f}\n", ratio);
    CHECK(ratio <= 0.5);
}
