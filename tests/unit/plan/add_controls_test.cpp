// SPDX-License-Identifier: Apache-2.0
#include "plan/add_controls.hpp"

#include "fake_compilers.hpp"
#include "model/kernel_workload.hpp"
#include "plan/make_plan.hpp"

#include <catch2/catch.hpp>

using namespace klp;

namespace {

Plan plan_of(const Experiment& experiment) {
    FakeCompilers compilers;
    return make_plan(experiment, compilers);
}

} // namespace

TEST_CASE("each suite and compiler has a twin of its baseline cell, behind all cells") {
    Experiment experiment = make_experiment({"gcc-12", "gcc-13"}, {"off", "full"}, {"off"});
    experiment.metrics = {"*"};
    Plan plan = plan_of(experiment);
    const std::size_t cells = plan.cells.size();
    REQUIRE(cells == 8);
    CHECK(add_controls(plan, experiment) == 4);
    REQUIRE(plan.cells.size() == cells + 4);
    const std::string axes = ",opt=O2,lto=off,live_patching=off,section_gc=off#control";
    CHECK(plan.cells[8].id == "aead@compiler=gcc-12" + axes);
    CHECK(plan.cells[9].id == "aead@compiler=gcc-13" + axes);
    CHECK(plan.cells[10].id == "lz77@compiler=gcc-12" + axes);
    CHECK(plan.cells[11].id == "lz77@compiler=gcc-13" + axes);
    for (std::size_t i = 0; i < plan.cells.size(); ++i) {
        CHECK((plan.cells[i].role == CellRole::control) == (i >= cells));
    }
    CHECK(plan.cells[8].flags.compile == plan.cells[0].flags.compile);
    CHECK(plan.cells[8].flags.link == plan.cells[0].flags.link);
    CHECK(plan.cells[8].configuration == plan.cells[0].configuration);
    CHECK(plan.cells[11].workload == 1);
}

TEST_CASE("an experiment without times has no use for a control") {
    Experiment experiment = make_experiment({"gcc-12"}, {"off"}, {"off"});
    Plan plan = plan_of(experiment);
    experiment.metrics = {"size.*", "clones.*"};
    CHECK(add_controls(plan, experiment) == 0);
    experiment.metrics = {"size.*", "compile.cpu_s"};
    CHECK(add_controls(plan, experiment) == 2);
}

TEST_CASE("no control: turned off, no baseline cell, one that is not planned, a kernel") {
    Experiment experiment = make_experiment({"gcc-12"}, {"off", "full"}, {"off"});
    experiment.metrics = {"*"};
    experiment.design.control = false;
    Plan plan = plan_of(experiment);
    CHECK(add_controls(plan, experiment) == 0);
    CHECK(plan.cells.size() == 4);

    experiment.design.control = true;
    plan.cells[0].status = CellStatus::excluded;
    CHECK(add_controls(plan, experiment) == 1);
    CHECK(plan.cells.back().workload == 1);

    Experiment no_baseline = make_experiment({"gcc-12"}, {"full"}, {"off"});
    no_baseline.metrics = {"*"};
    Plan other = plan_of(no_baseline);
    CHECK(add_controls(other, no_baseline) == 0);

    experiment.workloads[0].kernel.emplace();
    Plan kernel = plan_of(experiment);
    CHECK(add_controls(kernel, experiment) == 1);
    CHECK(kernel.cells.back().workload == 1);
}
