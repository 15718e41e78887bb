// SPDX-License-Identifier: Apache-2.0
//
// Exact metrics against the night before.
#include "analyze/exact_changes.hpp"

#include "analyze/night_points.hpp"
#include "analyze/symbol_changes.hpp"
#include "support/synthetic_run.hpp"

#include <catch2/catch.hpp>

#include <random>

using namespace klp;
using namespace klp::testing;
using Catch::Matchers::Contains;

namespace {

RunResult night(SyntheticRun& synthetic) {
    synthetic.run().primary_metrics = {"runtime", "compile.cpu_s", "size.text"};
    return synthetic.run();
}

NightImages images_of(std::vector<SymbolSize> symbols) {
    NightImages night;
    night.images.push_back({0, {}, std::move(symbols)});
    return night;
}

std::vector<std::string> what_of(const std::string& metric, const NightImages& before,
                                 const NightImages& after) {
    SyntheticRun synthetic(1, {"lz77"});
    RunResult was = night(synthetic);
    was.cells.front().metrics[metric].values = {{0, 1000}};
    RunResult is = was;
    is.cells.front().metrics[metric].values = {{0, 1001}};
    const auto alarms = exact_changes(was, before, is, after, {});
    REQUIRE(alarms.size() == 1);
    CHECK(alarms.front().watched.metric == metric);
    return alarms.front().what;
}

const std::vector<SymbolSize> yesterday{{"ring_put", "function", 112, "", 1},
                                        {"ring_old", "function", 40, "", 2},
                                        {"ring_find.constprop.0", "function", 64, "ring.c", 3},
                                        {"table", "object", 256, "", 4},
                                        {"copy", "function", 16, "a.c", 5},
                                        {"copy", "function", 16, "b.c", 6}};

} // namespace

TEST_CASE("every injected change of an exact metric is found the same night") {
    std::mt19937_64 random(607);
    for (const MetricInfo& row : metric_table()) {
        if (row.kind != MetricKind::exact) {
            continue;
        }
        std::string metric(row.name);
        if (const std::size_t kind = metric.find("KIND"); kind != std::string::npos) {
            metric.replace(kind, 4, "unreachable_instruction");
        }
        for (int trial = 0; trial < 50; ++trial) {
            const double value = std::uniform_int_distribution<int>(0, 1'000'000)(random);
            const double change = std::uniform_int_distribution<int>(1, 100)(random);
            SyntheticRun synthetic(2, {"lz77", "slab"});
            for (CellResult* cell : synthetic.cells("")) {
                cell->metrics[metric].values = {{0, value}, {1, value}};
            }
            const RunResult before = night(synthetic);
            RunResult after = before;
            const auto index =
                std::uniform_int_distribution<std::size_t>(0, after.cells.size() - 1)(random);
            CellResult& changed = after.cells[index];
            const double now = trial % 2 == 0 ? value + change : value - change;
            changed.metrics[metric].values = {{0, now}, {1, now}};
            const auto alarms = exact_changes(before, {}, after, {}, {});
            INFO(metric << ": " << value << " -> " << now);
            REQUIRE(alarms.size() == 1);
            CHECK(alarms.front().watched ==
                  Watched{changed.workload, changed.configuration, metric});
            CHECK(alarms.front().before == value);
            CHECK(alarms.front().after == now);
            CHECK(alarms.front().regression == ((now > value) == (row.better == Better::lower)));
        }
        SyntheticRun synthetic;
        const RunResult same = night(synthetic);
        CHECK(exact_changes(same, {}, same, {}, {}).empty());
    }
}

TEST_CASE("an alarm carries its night and the notes of its owners") {
    SyntheticRun synthetic(1, {"lz77"});
    const RunResult was = night(synthetic);
    RunResult is = was;
    is.run_id = 7;
    is.environment.started = "2026-11-23T02:00:00Z";
    is.cells.front().metrics["size.text"].values.front().value = 10048;
    NightlySettings settings;
    settings.owners = {{"lz*", "size.*", "size team"}, {"slab", "*", "memory"}, {"*", "*", "all"}};
    const auto alarms = exact_changes(was, {}, is, {}, settings);
    REQUIRE(alarms.size() == 1);
    CHECK(alarms.front().owner == "size team; all");
    CHECK(alarms.front().run == 7);
    CHECK(alarms.front().since == "2026-11-23T02:00:00Z");
    CHECK(alarms.front().kind == AlarmKind::exact);
    CHECK(alarms.front().what ==
          std::vector<std::string>{"the symbols of one of the nights are not stored"});
}

TEST_CASE("functions that appeared, disappeared, grew and shrank are named, the largest first") {
    auto tonight = yesterday;
    tonight[0].bytes = 160;
    tonight[1] = {"ring_get", "function", 72, "", 2};
    tonight[3].bytes = 512; // data is no part of text
    CHECK(what_of("size.text", images_of(yesterday), images_of(tonight)) ==
          std::vector<std::string>{"new: ring_get (72 bytes)", "ring_put: +48 bytes (112 -> 160)",
                                   "gone: ring_old (40 bytes)"});
}

TEST_CASE("a change of data names data, a change of the file both") {
    auto tonight = yesterday;
    tonight[0].bytes = 120;
    tonight[3].bytes = 512;
    CHECK(what_of("size.rodata", images_of(yesterday), images_of(tonight)) ==
          std::vector<std::string>{"table: +256 bytes (256 -> 512)"});
    CHECK(what_of("size.file", images_of(yesterday), images_of(tonight)) ==
          std::vector<std::string>{"table: +256 bytes (256 -> 512)",
                                   "ring_put: +8 bytes (112 -> 120)"});
}

TEST_CASE("clones are told by their suffix, whatever number GCC gave them") {
    auto tonight = yesterday;
    tonight[2].symbol = "ring_find.constprop.3";
    tonight.push_back({"ring_put.constprop.1", "function", 24, "ring.c", 9});
    tonight.push_back({"ring_put.isra.0", "function", 24, "ring.c", 10});
    CHECK(what_of("clones.constprop", images_of(yesterday), images_of(tonight)) ==
          std::vector<std::string>{"new: ring_put.constprop (24 bytes)"});

    NightImages before = images_of(yesterday);
    NightImages after = images_of(yesterday);
    before.clones = {{0, {{"a.constprop.0", "constprop"}, {"b.isra.0", "isra"}}}};
    after.clones = {{0, {{"c.constprop.0", "constprop"}}}};
    CHECK(what_of("clones.constprop", before, after) ==
          std::vector<std::string>{"gone clone: a.constprop", "new clone: c.constprop"});
}

TEST_CASE("local functions of one name are told apart by their files, aliases count once") {
    auto tonight = yesterday;
    tonight[5].bytes = 48;
    tonight.push_back({"ring_put_alias", "function", 112, "", 1});
    CHECK(what_of("size.text", images_of(yesterday), images_of(tonight)) ==
          std::vector<std::string>{"copy (b.c): +32 bytes (16 -> 48)"});
}

TEST_CASE("no more than eight changes are named") {
    std::vector<SymbolSize> tonight = yesterday;
    for (int i = 0; i < 17; ++i) {
        tonight.push_back({"f" + std::to_string(i), "function", 100 + i, "", 100 + i});
    }
    const auto what = what_of("size.text", images_of(yesterday), images_of(tonight));
    REQUIRE(what.size() == 9);
    CHECK(what.front() == "new: f16 (116 bytes)");
    CHECK(what.back() == "and 9 more");
}

TEST_CASE("where no symbol differs that is said") {
    CHECK(what_of("size.text", images_of(yesterday), images_of(yesterday)) ==
          std::vector<std::string>{"no symbol of the image accounts for it"});
}

TEST_CASE("a metric whose replicates disagree differs only when the ranges are apart") {
    SyntheticRun synthetic(2, {"lz77"});
    RunResult was = night(synthetic);
    was.cells.front().metrics["size.text"].values = {{0, 100}, {1, 104}};
    RunResult is = was;
    is.cells.front().metrics["size.text"].values = {{0, 104}, {1, 110}};
    CHECK(exact_changes(was, {}, is, {}, {}).empty());
    is.cells.front().metrics["size.text"].values = {{0, 105}, {1, 110}};
    CHECK(exact_changes(was, {}, is, {}, {}).size() == 1);
}

TEST_CASE("counts of boots differ when every setting agrees and the threshold is passed") {
    SyntheticRun synthetic(6, {"lz77"});
    synthetic.make_kernel("lz77");
    RunResult was = synthetic.run();
    was.primary_metrics = {"boot.instructions"};
    RunResult is = was;
    auto& boots = is.cells.front().metrics["boot.instructions"].values;
    for (ReplicateValue& boot : boots) {
        boot.value *= 1.03;
    }
    CHECK(exact_changes(was, {}, is, {}, {}).size() == 1);
    NightlySettings settings;
    settings.thresholds = {{"boot.*", 0.05}};
    CHECK(exact_changes(was, {}, is, {}, settings).empty());
    boots.front().value /= 1.04; // one setting says the opposite
    CHECK(exact_changes(was, {}, is, {}, {}).empty());
}

TEST_CASE("a cell that fails is told, and is no alarm of a metric") {
    SyntheticRun synthetic(1, {"lz77", "slab"});
    const RunResult was = night(synthetic);
    RunResult is = was;
    is.cells.front().outcome = Outcome::build_failed;
    is.cells.front().reason = "gcc: exit status 1";
    is.cells.front().metrics.clear();
    is.cells[1].metrics["clones.part"] = {{}, "malformed dump"};
    is.cells.pop_back();
    CHECK(exact_changes(was, {}, is, {}, {}).empty());
    const auto changes = outcome_changes(was, is, {});
    REQUIRE(changes.size() == 3);
    CHECK_THAT(changes[0], Contains("ok -> build-failed (gcc: exit status 1)"));
    CHECK_THAT(changes[1],
               Contains("clones.part: had a value the night before") && Contains("malformed dump"));
    CHECK_THAT(changes[2], Contains("has no result tonight"));
    CHECK(outcome_changes(is, is, {}).empty());
    REQUIRE(outcome_changes(is, was, {}).size() == 2);
    CHECK_THAT(outcome_changes(is, was, {}).front(), Contains("build-failed -> ok"));
}
