// SPDX-License-Identifier: Apache-2.0
#include "store/database.hpp"
#include "store_fixture.hpp"

#include <cmath>
#include <limits>

namespace klp::store_test {
namespace {

EquivalenceProof small_proof(const std::string& others, int equal, std::vector<std::string> units) {
    return {"gcc-12",
            "level",
            "on",
            "heap",
            others,
            {"-flive-patching"},
            {"-fno-x", "a\"\\b"},
            equal,
            3,
            std::move(units)};
}

std::string text_of(const std::filesystem::path& path, const std::string& query) {
    return SQLite::Database(path).execAndGet(query).getString();
}

} // namespace

TEST_CASE("everything of a run comes back as it was stored", "[store]") {
    const TemporaryFolder folder;
    Store store = small_store(folder / "results.db");
    require_ok(store.add_probe(1, {"gcc-12", {"-flto", hostile}, false, hostile}));
    require_ok(store.add_proof(1, small_proof(hostile, 3, {})));
    require_ok(store.add_visit(1, small_visit("heap@off", 1)));
    require_ok(store.add_visit(1, small_visit("heap@off", 0)));
    require_ok(store.finish_run(1, "2024-05-01T10:05:00Z"));
    require_ok(store.finish_run(1, "2025-01-01T00:00:00Z"));

    const RunResult run = value_of(store.load_run(1));
    CHECK(run.experiment == "small");
    CHECK(run.finished);
    CHECK(run.equivalence_margin == 0.02);
    CHECK(run.environment.seed == 18'446'744'073'709'551'615ULL);
    CHECK(run.environment.jobs == 2);
    CHECK(run.environment.replicates == 3);
    CHECK(run.environment.klpbench_version == "0.1.0");
    CHECK(run.environment.settings == small_header().environment.settings);
    CHECK(run.environment.started == "2024-05-01T10:00:00Z");
    CHECK(run.environment.ended == "2024-05-01T10:05:00Z");
    const Machine& machine = run.environment.machine;
    CHECK(machine.architecture + machine.cpu + machine.kernel + machine.os ==
          "x86_64A CPULinux 6.1Debian 12");
    CHECK(machine.memory_bytes == 1 << 30);
    REQUIRE(run.environment.compilers.size() == 1);
    CHECK(run.environment.compilers[0].linker == "GNU ld 2.40");
    CHECK(run.environment.compilers[0].identity == "i");
    REQUIRE(run.axes.size() == 2);
    CHECK(run.axes[1].baseline == "off");
    CHECK(run.axes[1].values == std::vector<std::string>{"off", "on"});
    REQUIRE(run.probes.size() == 1);
    CHECK(run.probes[0].flags == std::vector<std::string>{"-flto", hostile});
    CHECK(run.probes[0].diagnostic == hostile);
    CHECK_FALSE(run.probes[0].accepted);
    REQUIRE(run.proofs.size() == 1);
    CHECK(run.proofs[0].others == hostile);
    CHECK(run.proofs[0].equivalent_flags == std::vector<std::string>{"-fno-x", "a\"\\b"});

    REQUIRE(run.cells.size() == 2);
    const CellResult& cell = run.cells[0];
    CHECK(cell.id == "heap@off");
    CHECK(cell.workload == "heap");
    CHECK(cell.configuration.text() == "compiler=gcc-12,level=off");
    CHECK(cell.realisation == std::map<std::string, Realisation>{{"level", Realisation::native}});
    CHECK(cell.outcome == Outcome::ok);
    const Series& size = cell.metrics.at("size.text");
    REQUIRE(size.values.size() == 2);
    CHECK(size.values[0].replicate == 0);
    CHECK(size.values[1].value == 101.0);
    CHECK(cell.metrics.at("link.cpu_s").skipped == hostile);
}

TEST_CASE("how a run was designed comes back with it", "[store]") {
    const TemporaryFolder folder;
    Store store = small_store(folder / "results.db");
    VisitResult visit = small_visit("heap@off", 1);
    visit.layout = 18'446'744'073'709'551'615ULL;
    require_ok(store.add_visit(1, visit));
    require_ok(store.add_visit(1, small_visit("heap@off", 0)));
    require_ok(store.add_visit(1, small_visit("heap@off#control", 0)));
    require_ok(store.add_visit(1, small_visit("heap@off#pinned", 2)));
    const double unknown = std::numeric_limits<double>::quiet_NaN();
    require_ok(store.add_block(1, {"heap", 1, 3, 10, 20, 0.5, unknown, 0.25, 2000, 2100}));
    require_ok(store.add_block(1, {"heap", 0, -1, 1, 2, 0.5, 0.125, unknown, unknown, unknown}));
    require_ok(store.finish_run(1, "2024-05-01T10:05:00Z", "decided at look 2 of 3"));

    const RunResult run = value_of(store.load_run(1));
    CHECK(run.looks == 3);
    CHECK(run.primary_metrics == std::vector<std::string>{"runtime", hostile});
    CHECK(run.stopped == "decided at look 2 of 3");
    CHECK(run.cells.at(0).layouts ==
          std::map<int, std::uint64_t>{{1, 18'446'744'073'709'551'615ULL}});
    REQUIRE(run.controls.size() == 1);
    CHECK(run.controls[0].configuration.text() == "compiler=gcc-12,level=off");
    CHECK(run.controls[0].metrics.at("size.text").values.size() == 1);
    REQUIRE(run.pinned.size() == 1);
    CHECK(run.pinned[0].id == "heap@off#pinned");
    CHECK(run.pinned[0].metrics.at("size.text").values.at(0).value == 102);
    REQUIRE(run.blocks.size() == 2);
    CHECK(run.blocks[0].replicate == 0);
    CHECK(run.blocks[0].cpu == -1);
    CHECK(run.blocks[0].steal_share == 0.125);
    CHECK(std::isnan(run.blocks[0].pressure_share));
    CHECK(std::isnan(run.blocks[0].mhz_at_start));
    CHECK(run.blocks[1].workload == "heap");
    CHECK(run.blocks[1].cpu == 3);
    CHECK(run.blocks[1].ended == 20);
    CHECK(std::isnan(run.blocks[1].steal_share));
    CHECK(run.blocks[1].pressure_share == 0.25);
    CHECK(run.blocks[1].mhz_at_end == 2100);
}

TEST_CASE("a control or pinned cell that was not visited yet is no pending cell", "[store]") {
    const TemporaryFolder folder;
    Store store = small_store(folder / "results.db");
    const RunResult run = value_of(store.load_run(1));
    CHECK(run.pending == 3);
    CHECK(run.controls.empty());
    CHECK(run.pinned.empty());
}

TEST_CASE("what only SQL can ask for is stored too", "[store]") {
    const TemporaryFolder folder;
    const std::filesystem::path path = folder / "results.db";
    Store store = small_store(path);
    require_ok(store.add_visit(1, small_visit("heap@off", 0)));
    CHECK(text_of(path, "SELECT definition FROM run") == "name = 'small'");
    CHECK(text_of(path, "SELECT workload_hash FROM cell WHERE name = 'ring@off'") == "h1");
    CHECK(text_of(path, "SELECT json_extract(compile_flags, '$[1]') FROM cell") == hostile);
    CHECK(text_of(path, "SELECT compiler || link_flags FROM cell") == "/usr/bin/gcc-12[\"-flto\"]");
    CHECK(text_of(path, "SELECT json_extract(argv, '$[2]') FROM command") == hostile);
    CHECK(text_of(path, "SELECT unit FROM process") == hostile);
    CHECK(text_of(path, "SELECT phase || '|' || wall_s || '|' || user_s || '|' || system_s || '|' "
                        "|| peak_rss_bytes || '|' || exit_status FROM process") ==
          "compile|0.5|0.25|0.125|4096|137");
    CHECK(text_of(path, "SELECT started || '|' || ended || '|' || children_s FROM visit") ==
          "1.5|2.5|0.75");
}

TEST_CASE("a cell has the outcome of its first visit that was not ok, and no metrics then",
          "[store]") {
    const TemporaryFolder folder;
    Store store = small_store(folder / "results.db");
    require_ok(store.add_visit(1, small_visit("heap@off", 0)));
    VisitResult failed = small_visit("heap@off", 1);
    failed.outcome = Outcome::wrong_result;
    failed.reason = "sum is wrong";
    failed.diagnostic = "expected 1\n";
    require_ok(store.add_visit(1, failed));
    failed.replicate = 2;
    failed.outcome = Outcome::timeout;
    require_ok(store.add_visit(1, failed));

    const RunResult run = value_of(store.load_run(1));
    CHECK(run.cells[0].outcome == Outcome::wrong_result);
    CHECK(run.cells[0].reason == "sum is wrong");
    CHECK(run.cells[0].diagnostic == "expected 1\n");
    CHECK(run.cells[0].metrics.empty());
}

TEST_CASE("unsupported cells are final; planned cells without a visit are only counted",
          "[store]") {
    const TemporaryFolder folder;
    Store store = small_store(folder / "results.db");
    const RunResult run = value_of(store.load_run(1));
    REQUIRE(run.cells.size() == 1);
    CHECK(run.cells[0].id == "ring@on");
    CHECK(run.cells[0].outcome == Outcome::unsupported);
    CHECK(run.cells[0].reason == "refused");
    CHECK(run.cells[0].diagnostic == hostile);
    CHECK(run.pending == 3);
    CHECK_FALSE(run.finished);
    CHECK(run.environment.ended.empty());
}

TEST_CASE("a proof that does not hold warns in every equivalent cell it speaks for", "[store]") {
    const TemporaryFolder folder;
    Store store = small_store(folder / "results.db");
    require_ok(store.add_proof(1, small_proof("opt=O2", 2, {"a.c: differs"})));
    require_ok(store.add_proof(1, small_proof("opt=O2", 0, {"stored twice"})));
    require_ok(store.add_proof(1, small_proof("opt=O3", 1, {"a.c: differs", "b.c: differs"})));
    EquivalenceProof of_native_cells = small_proof("opt=O2", 0, {"a.c: differs"});
    of_native_cells.value = "off";
    require_ok(store.add_proof(1, of_native_cells));
    require_ok(store.add_visit(1, small_visit("heap@off", 0)));
    require_ok(store.add_visit(1, small_visit("heap@on", 0)));

    const RunResult run = value_of(store.load_run(1));
    CHECK(run.proofs.size() == 3);
    CHECK(run.cells[0].warnings.empty());
    CHECK(run.cells[1].warnings ==
          std::vector<std::string>{
              "equivalence not proven: 3 of 6 objects equal (a.c: differs; b.c: differs)"});
    CHECK(run.cells[2].id == "ring@on");
    CHECK(run.cells[2].warnings ==
          std::vector<std::string>{"equivalence not proven: no objects were compared"});
}

TEST_CASE("cells and probes that are stored stay as they are when a run goes on", "[store]") {
    const TemporaryFolder folder;
    Store store = small_store(folder / "results.db");
    Plan changed = small_plan();
    changed.cells[3].reason = "another reason";
    require_ok(store.add_cells(1, changed, small_experiment()));
    require_ok(store.add_probe(1, {"gcc-12", {"-flto"}, true, ""}));
    require_ok(store.add_probe(1, {"gcc-12", {"-flto"}, true, ""}));
    const RunResult run = value_of(store.load_run(1));
    CHECK(run.cells[0].reason == "refused");
    CHECK(run.cells[0].configuration.entries().size() == 2);
    CHECK(run.pending == 3);
    CHECK(run.probes.size() == 1);
}

TEST_CASE("the kind of a workload comes back with its cells and its run", "[store]") {
    const TemporaryFolder folder;
    Store store = value_of(Store::open(folder / "results.db"));
    Experiment experiment = small_experiment();
    experiment.workloads[0].kind = "suite";
    experiment.workloads[1].kind = "kernel";
    REQUIRE(value_of(store.begin_run(small_header())) == 1);
    CHECK(value_of(store.list_runs()).at(0).workload_kinds.empty());
    require_ok(store.add_cells(1, small_plan(), experiment));
    require_ok(store.add_visit(1, small_visit("heap@off", 0)));
    require_ok(store.add_visit(1, small_visit("ring@off", 0)));
    const RunResult run = value_of(store.load_run(1));
    CHECK(run.cells.at(0).workload_kind == "suite");
    CHECK(run.cells.at(1).workload_kind == "kernel");
    CHECK(value_of(store.list_runs()).at(0).workload_kinds ==
          std::vector<std::string>{"kernel", "suite"});
}

TEST_CASE("a cell whose section GC removed nothing says so", "[store]") {
    const TemporaryFolder folder;
    Store store = value_of(Store::open(folder / "results.db"));
    Plan plan = small_plan();
    plan.cells[0].configuration.set("section_gc", "on");
    plan.cells[1].configuration.set("section_gc", "on");
    plan.cells[1].realisation.clear();
    plan.cells[2].configuration.set("section_gc", "off");
    REQUIRE(value_of(store.begin_run(small_header())) == 1);
    require_ok(store.add_cells(1, plan, small_experiment()));
    const double removed[] = {0, 17, 0};
    for (std::size_t i = 0; i < 3; ++i) {
        VisitResult visit = small_visit(plan.cells[i].id, 0);
        visit.samples = {{"gc.removed_bytes", removed[i], ""}};
        require_ok(store.add_visit(1, visit));
    }
    const RunResult run = value_of(store.load_run(1));
    CHECK(run.cells.at(0).warnings == std::vector<std::string>{"section GC removed nothing"});
    CHECK(run.cells.at(1).warnings.empty());
    CHECK(run.cells.at(2).warnings.empty());
}

TEST_CASE("find_run gives the latest run with the fingerprint, finished or not", "[store]") {
    const TemporaryFolder folder;
    Store store = value_of(Store::open(folder / "results.db"));
    CHECK(value_of(store.find_run("small", "f1")) == std::nullopt);
    CHECK(value_of(store.begin_run(small_header())) == 1);
    CHECK(value_of(store.begin_run(small_header())) == 2);
    RunHeader other = small_header();
    other.fingerprint = "f2";
    CHECK(value_of(store.begin_run(other)) == 3);
    require_ok(store.finish_run(1, "2024-05-01T10:05:00Z"));
    CHECK(value_of(store.find_run("small", "f1")) == 2);
    CHECK(value_of(store.find_run("other", "f1")) == std::nullopt);
}

TEST_CASE("runs are listed, and a misspelt experiment gets the nearest name", "[store]") {
    const TemporaryFolder folder;
    const std::filesystem::path path = folder / "results.db";
    Store store = small_store(path);
    require_ok(store.add_visit(1, small_visit("heap@off", 0)));
    require_ok(store.finish_run(1, "2024-05-01T10:05:00Z"));
    const std::vector<RunSummary> runs = value_of(store.list_runs());
    REQUIRE(runs.size() == 1);
    CHECK(runs[0].cells == 4);
    CHECK(runs[0].visits == 1);
    CHECK(runs[0].ended == "2024-05-01T10:05:00Z");

    CHECK(value_of(store.latest_run("small")) == 1);
    const Error misspelt = store.latest_run("smal").error();
    CHECK(misspelt.kind == ErrorKind::usage);
    CHECK(to_string(misspelt) ==
          path.string() + ": no run of experiment 'smal' is stored; did you mean 'small'");
    CHECK(store.load_run(7).error().message == "there is no run 7");
    Store empty = value_of(Store::open(folder / "empty.db"));
    CHECK(empty.latest_run("").error().message == "no run is stored yet; klpbench run writes one");
}

TEST_CASE("a run that does not exist takes no rows", "[store]") {
    const TemporaryFolder folder;
    Store store = small_store(folder / "results.db");
    CHECK_FALSE(store.add_probe(7, {"gcc-12", {}, true, ""}));
    CHECK_FALSE(store.finish_run(7, "2024-05-01T10:05:00Z"));
}

} // namespace klp::store_test
