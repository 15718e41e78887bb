// SPDX-License-Identifier: Apache-2.0
//
// Which runs of a database answer when none is named.
#include "cli/stored_run.hpp"
#include "unit/store/store_fixture.hpp"

namespace klp {
namespace {

using namespace store_test;

/// Adds a run of `experiment` whose two workloads are of `kind`, one cell of each measured.
std::int64_t add_run(Store& store, const std::string& experiment, const std::string& kind,
                     bool is_finished) {
    RunHeader header = small_header();
    header.experiment = experiment;
    Experiment workloads = small_experiment();
    for (Workload& workload : workloads.workloads) {
        workload.kind = kind;
    }
    const std::int64_t run = value_of(store.begin_run(header));
    require_ok(store.add_cells(run, small_plan(), workloads));
    require_ok(store.add_visit(run, small_visit("heap@off", 0)));
    if (is_finished) {
        require_ok(store.finish_run(run, "2024-05-01T10:05:00Z"));
    }
    return run;
}

std::string answering(const std::filesystem::path& path, const std::string& experiment = "") {
    return value_of(load_answer({path.string(), experiment, {}})).experiment;
}

} // namespace

TEST_CASE("an empty database has no answer, one of suites that of its latest run", "[cli]") {
    const TemporaryFolder folder;
    const std::filesystem::path path = folder / "results.db";
    Store store = value_of(Store::open(path));
    CHECK(load_answer({path.string(), "", {}}).error().message ==
          "no run is stored yet; klpbench run writes one");
    add_run(store, "suites", "suite", true);
    add_run(store, "later", "suite", false);
    CHECK(answering(path) == "later");
    CHECK(answering(path, "suites") == "suites");
}

TEST_CASE("kernels answer before suites, finished runs before others", "[cli]") {
    const TemporaryFolder folder;
    const std::filesystem::path path = folder / "results.db";
    Store store = value_of(Store::open(path));
    const std::int64_t livepatch = add_run(store, "linux-livepatch", "kernel", true);
    CHECK(answering(path) == "linux-livepatch");
    add_run(store, "suites", "suite", true);
    add_run(store, "suites-in-progress", "suite", false);
    CHECK(answering(path) == "linux-livepatch + suites");
    add_run(store, "linux-livepatch", "kernel", false);
    add_run(store, "linux-smoke", "kernel", false);
    CHECK(answering(path) == "linux-smoke + linux-livepatch + suites");
    const Answer answer = value_of(load_answer({path.string(), "", {}}));
    CHECK(answer.questions.at(0).summary.starts_with("heap"));

    CHECK(answering(path, "suites") == "suites");
    CHECK(value_of(load_answer({path.string(), "", livepatch})).experiment == "linux-livepatch");
}

} // namespace klp
