// SPDX-License-Identifier: Apache-2.0
#include "plan/add_pinned.hpp"

#include "fake_compilers.hpp"
#include "model/kernel_workload.hpp"
#include "plan/add_controls.hpp"
#include "plan/make_plan.hpp"
#include "plan/order_visits.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <set>

using namespace klp;

namespace {

/// Two workloads; behind them the pinned sources of the second.
Experiment pinned_experiment() {
    Experiment experiment = make_experiment({"gcc-12"}, {"off", "full"}, {"off"});
    experiment.metrics = {"*"};
    experiment.workloads.push_back(experiment.workloads.at(1));
    experiment.workloads.back().pinned = true;
    experiment.workloads.back().folder = "pinned/lz77";
    return experiment;
}

Plan plan_of(const Experiment& experiment) {
    FakeCompilers compilers;
    return make_plan(experiment, compilers);
}

} // namespace

TEST_CASE("pinned sources have no cells of their own, but a twin of the baseline cell") {
    const Experiment experiment = pinned_experiment();
    Plan plan = plan_of(experiment);
    REQUIRE(plan.cells.size() == 4);
    REQUIRE(add_controls(plan, experiment) == 2);
    REQUIRE(add_pinned(plan, experiment, PinnedTwins::baseline) == 1);
    const PlannedCell& twin = plan.cells.back();
    CHECK(twin.id == "lz77@compiler=gcc-12,opt=O2,lto=off,live_patching=off,section_gc=off#pinned");
    CHECK(twin.role == CellRole::pinned);
    CHECK(twin.workload == 2);
    CHECK(block_workload(twin) == 1);
    CHECK(twin.configuration == plan.cells[2].configuration);
    CHECK(twin.flags.compile == plan.cells[2].flags.compile);
    CHECK(twin.flags.link == plan.cells[2].flags.link);
}

TEST_CASE("every planned cell of a workload may have a pinned twin, an excluded one has none") {
    const Experiment experiment = pinned_experiment();
    Plan plan = plan_of(experiment);
    CHECK(add_pinned(plan, experiment, PinnedTwins::all) == 2);
    CHECK(plan.cells.at(4).configuration.get("lto") == "off");
    CHECK(plan.cells.at(5).configuration.get("lto") == "full");

    Plan excluded = plan_of(experiment);
    excluded.cells.at(3).status = CellStatus::excluded;
    CHECK(add_pinned(excluded, experiment, PinnedTwins::all) == 1);
}

TEST_CASE("kernels have no pinned twins") {
    Experiment experiment = pinned_experiment();
    experiment.workloads.at(2).kernel.emplace();
    Plan plan = plan_of(experiment);
    CHECK(add_pinned(plan, experiment, PinnedTwins::all) == 0);
}

TEST_CASE("a pinned cell is visited in the blocks of its twin") {
    const Experiment experiment = pinned_experiment();
    Plan plan = plan_of(experiment);
    add_controls(plan, experiment);
    add_pinned(plan, experiment, PinnedTwins::baseline);
    const std::vector<VisitBlock> blocks = into_blocks(plan, order_visits(plan, 3, 7));
    REQUIRE(blocks.size() == 6); // two workloads in three replicates
    for (const VisitBlock& block : blocks) {
        std::set<std::size_t> cells;
        for (const Visit& visit : block.visits) {
            cells.insert(visit.cell);
        }
        CHECK(cells == (block.workload == 0 ? std::set<std::size_t>{0, 1, 4}
                                            : std::set<std::size_t>{2, 3, 5, 6}));
    }
}
