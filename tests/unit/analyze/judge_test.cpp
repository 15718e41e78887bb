// SPDX-License-Identifier: Apache-2.0
//
// What is said of a contrast, and the line that says it.
#include "analyze/compare.hpp"
#include "analyze/stopping.hpp"

#include "support/synthetic_run.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <limits>

using namespace klp;
using Catch::Matchers::Contains;
using Catch::Matchers::StartsWith;
using klp::testing::SyntheticRun;

namespace {

const std::string runtime = "runtime.*.cpu_ns";

Configuration configuration(const std::string& text) {
    return Configuration::parse(text).value();
}

/// Twelve blocks of two workloads with a layout each; runtime and compile time are primary.
SyntheticRun primary_run(int replicates = 12) {
    SyntheticRun run(replicates);
    run.run().primary_metrics = {"runtime", "compile.cpu_s", "size.text"};
    run.run().environment.replicates = replicates;
    for (CellResult& cell : run.run().cells) {
        for (int replicate = 0; replicate < replicates; ++replicate) {
            cell.layouts[replicate] = 1000U + static_cast<unsigned>(replicate);
        }
    }
    return run;
}

/// Gives every workload a control that differs from its baseline by `factor` in run time, and by
/// ±0.1% of noise.
void add_controls(SyntheticRun& run, double factor, const std::string& only_workload = {}) {
    const auto baselines = run.cells("lto=off,live_patching=off,section_gc=off");
    for (const CellResult* baseline : baselines) {
        CellResult control = *baseline;
        control.id += "#control";
        const bool is_changed = only_workload.empty() || control.workload == only_workload;
        for (auto& [metric, series] : control.metrics) {
            for (ReplicateValue& sample : series.values) {
                const double noise = sample.replicate % 2 == 0 ? 1.001 : 1 / 1.001;
                sample.value *= noise * (is_changed ? factor : 1.0);
            }
        }
        run.run().controls.push_back(std::move(control));
    }
}

Comparison overall(SyntheticRun& run, const std::string& metric,
                   const std::string& workload = "overall") {
    const auto rows =
        compare(run.run(), configuration("lto=off"), run.run(), configuration("lto=full")).value();
    const auto found = std::find_if(rows.begin(), rows.end(), [&](const Comparison& row) {
        return row.workload == workload && row.metric == metric;
    });
    REQUIRE(found != rows.end());
    return *found;
}

} // namespace

TEST_CASE("one line says it all") {
    SyntheticRun run = primary_run();
    run.scale("lto=full", "runtime.*", 1.05, "slab").scale("lto=full", "runtime.*", 1.03, "lz77");
    add_controls(run, 1.0);
    for (CellResult& cell : run.run().cells) {
        cell.metrics["runtime.find.cycles"].skipped = "no PMU in this machine";
    }
    const Judgement said = overall(run, runtime).judgement;
    CHECK(said.finding == Finding::costs);
    CHECK(said.is_primary);
    CHECK(said.holm_m == 2);
    CHECK(said.blocks == 12);
    CHECK(said.layouts == 12);
    CHECK(said.confidence.value() > 0.975);
    CHECK(said.needed_blocks == 0);
    REQUIRE(said.worst);
    CHECK(said.worst->workload == "slab");
    CHECK(said.worst->ratio.estimate == Approx(1.05).margin(0.002));
    CHECK(said.worst->ratio.low < 1.05);
    const Comparison slab = overall(run, runtime, "slab");
    CHECK(said.worst->ratio.estimate == slab.ratio);
    CHECK(said.worst->ratio.low < slab.low); // simultaneous over both workloads
    CHECK(said.worst->ratio.high > slab.high);
    REQUIRE(said.control);
    CHECK(said.control->estimate == Approx(1).margin(0.0005));
    CHECK_THAT(said.line,
               StartsWith("COSTS +3.98% [+3.91, +4.06") &&
                   Contains("] 95% Holm m=2 \u00b7 12 blocks, 12 layouts") &&
                   Contains(" \u00b7 MDE 0.") && Contains(" \u00b7 A/A ") &&
                   Contains(" \u00b7 cpu time, no PMU \u00b7 worst: slab +4.95% [+4.85"));
}

TEST_CASE("exchanging A and B flips the sign exactly, minus as U+2212") {
    SyntheticRun run = primary_run();
    run.scale("lto=off", "runtime.*", 1.05);
    const Judgement said = overall(run, runtime).judgement;
    CHECK(said.finding == Finding::saves);
    CHECK_THAT(said.line, StartsWith("SAVES \u22124.") && Contains("[\u22124.") &&
                              Contains("no A/A") && Contains("\u00b7 cpu time \u00b7"));
}

TEST_CASE("replicates with one layout are one unit") {
    SyntheticRun run = primary_run(24);
    for (CellResult& cell : run.run().cells) {
        for (auto& [replicate, seed] : cell.layouts) {
            seed = 7U + static_cast<unsigned>(replicate % 8);
        }
    }
    const Comparison row = overall(run, runtime);
    CHECK(row.n == 8);
    CHECK(row.judgement.blocks == 24);
    CHECK(row.judgement.layouts == 8);
    CHECK(overall(run, "compile.cpu_s").n == 24); // compiling knows no layout
    CHECK(overall(run, "compile.cpu_s").judgement.layouts == 0);
    for (CellResult& cell : run.run().cells) {
        cell.layouts.clear();
    }
    const Comparison without = overall(run, runtime);
    CHECK(without.n == 24);
    CHECK(without.judgement.layouts == 1);
    CHECK_THAT(without.note,
               Contains("one layout: what the placement of code does is not covered"));
}

TEST_CASE("sides with different layouts make a contrast invalid") {
    SyntheticRun run = primary_run();
    for (CellResult* cell : run.cells("lto=full", "slab")) {
        cell->layouts[3] = 5;
    }
    const Comparison slab = overall(run, runtime, "slab");
    CHECK(slab.judgement.finding == Finding::invalid);
    CHECK_THAT(slab.judgement.line,
               StartsWith("INVALID (mismatched layouts: the sides of replicate 3 have not"));
    CHECK(overall(run, runtime).judgement.finding == Finding::invalid);
    CHECK(overall(run, runtime, "lz77").judgement.finding == Finding::negligible);
    CHECK(overall(run, "compile.cpu_s").judgement.finding == Finding::negligible);
}

TEST_CASE("a failed A/A makes the metric's contrasts invalid") {
    SyntheticRun run = primary_run();
    run.scale("lto=full", "runtime.*", 1.05);
    add_controls(run, 1.01);
    const Comparison row = overall(run, runtime);
    CHECK(row.judgement.finding == Finding::invalid);
    CHECK_THAT(row.note, StartsWith("A/A failed: the control differs from the baseline by +1."));
    CHECK(overall(run, "size.text").judgement.finding == Finding::negligible);
}

TEST_CASE("a failed A/A of one workload is its own, unless the overall one fails too") {
    SyntheticRun run = primary_run();
    add_controls(run, 1.0);
    for (CellResult& control : run.run().controls) {
        for (auto& [metric, series] : control.metrics) {
            for (ReplicateValue& sample : series.values) {
                // One up by 1%, the other down by as much: over both there is nothing.
                sample.value *= control.workload == "slab" ? 1.01 : 1 / 1.01;
            }
        }
    }
    CHECK(overall(run, runtime, "slab").judgement.finding == Finding::invalid);
    CHECK(overall(run, runtime, "lz77").judgement.finding == Finding::invalid);
    CHECK(overall(run, runtime).judgement.finding == Finding::negligible);
}

TEST_CASE("below eight units there is no A/A test, and the line says so") {
    SyntheticRun run = primary_run(7);
    add_controls(run, 1.05);
    const Judgement said = overall(run, runtime).judgement;
    CHECK(said.finding == Finding::negligible);
    CHECK_THAT(said.line, Contains("A/A +5.0%, too few for an A/A test"));
}

TEST_CASE("a control that is another image makes run times invalid") {
    SyntheticRun run = primary_run();
    add_controls(run, 1.0);
    for (CellResult& cell : run.run().cells) {
        cell.facts["image.sha256"] = "aa";
    }
    for (CellResult& control : run.run().controls) {
        control.facts["image.sha256"] = "aa";
    }
    CHECK(overall(run, runtime).judgement.finding == Finding::negligible);
    run.run().controls.front().facts["image.sha256"] = "bb";
    CHECK(overall(run, runtime).judgement.finding == Finding::invalid);
    CHECK_THAT(overall(run, runtime).note,
               Contains("the control is another image than the baseline"));
}

TEST_CASE("multiplexed counters are invalid, not merely missing") {
    SyntheticRun run = primary_run();
    for (CellResult& cell : run.run().cells) {
        cell.metrics["runtime.find.cycles"].skipped = "multiplexed: counted 31% of the time";
        cell.metrics["runtime.find.branch-misses"].skipped = "no PMU in this machine";
    }
    CHECK(overall(run, "runtime.find.cycles", "slab").judgement.finding == Finding::invalid);
    CHECK(overall(run, "runtime.find.branch-misses", "slab").judgement.finding ==
          Finding::not_measured);
}

TEST_CASE("an undecided contrast says what a decision would take") {
    SyntheticRun run = primary_run();
    run.spread("lto=full", "runtime.*", 0.02);
    const Judgement said = overall(run, runtime).judgement;
    CHECK(said.finding == Finding::inconclusive);
    CHECK(said.needed_blocks > 12);
    CHECK_THAT(said.line,
               Contains(said.needed_blocks > most_needed_blocks ? "over 1000 blocks would decide"
                                                                : "blocks would decide"));
    SyntheticRun few = primary_run(5);
    CHECK_THAT(overall(few, runtime).judgement.line,
               Contains("(no 97.5% interval: 5 paired layouts, 7 are the least), 90% interval "
                        "inside \u00b12%") &&
                   Contains("no MDE: fewer than 7 units show nothing"));
}

TEST_CASE("exact counts have a spread over layouts, and no p-value") {
    SyntheticRun run = primary_run();
    const std::string metric = "runtime.find.instructions";
    for (CellResult& cell : run.run().cells) {
        const double base = cell.configuration.get("lto") == "full" ? 1025 : 1000;
        cell.metrics[metric].values = {{0, base}, {1, base + 5}, {2, base + 1}};
        cell.facts["instructions.source"] = "callgrind (valgrind 3.19.0)";
    }
    const Comparison row = overall(run, "runtime.*.instructions");
    CHECK(row.judgement.finding == Finding::costs);
    CHECK(row.n == 3);
    CHECK(row.ratio == Approx(1026.0 / 1001));
    CHECK(row.low == Approx(1030.0 / 1005));
    CHECK(row.high == Approx(1025.0 / 1000));
    CHECK_FALSE(row.judgement.confidence);
    CHECK_FALSE(row.judgement.mde);
    CHECK_THAT(row.judgement.line, Contains("] spread over 3 layouts \u00b7 instructions "
                                            "(callgrind) \u00b7 not primary"));
    for (CellResult* cell : run.cells("lto=full")) {
        cell->facts["instructions.source"] = "perf_event_open";
    }
    CHECK(overall(run, "runtime.*.instructions").judgement.finding == Finding::invalid);
}

TEST_CASE("a disturbed machine is told, and no block is dropped") {
    SyntheticRun run = primary_run();
    for (int replicate = 0; replicate < 12; ++replicate) {
        for (const char* workload : {"lz77", "slab"}) {
            Block block;
            block.workload = workload;
            block.replicate = replicate;
            block.steal_share = replicate < 3 ? 0.05 : 0;
            run.run().blocks.push_back(block);
        }
    }
    CHECK_THAT(overall(run, runtime).note, !Contains("disturbed")); // a quarter is borne
    run.run().blocks.back().pressure_share = 0.5;
    const Comparison row = overall(run, runtime);
    CHECK_THAT(row.note, Contains("7 of 24 blocks disturbed (pressure 1, steal 6)"));
    CHECK(row.judgement.blocks == 12);
}

TEST_CASE("a look lists what is undecided, and judges at the level of the look") {
    SyntheticRun run = primary_run(24);
    run.run().environment.replicates = 48;
    run.run().looks = 4;
    run.spread("lto=full,live_patching=off,section_gc=off", "compile.cpu_s", 0.02);
    Look look = look_at(run.run());
    CHECK(look.index == 2);
    CHECK(look.of == 4);
    CHECK(look.undecided == std::vector<std::string>{"compile.cpu_s: lto=full vs lto=off"});
    const Judgement said = overall(run, runtime).judgement;
    CHECK(said.finding == Finding::negligible);
    CHECK(said.confidence.value() > 1 - 0.006); // spent at t = 0.5: 0.0055 of 0.05, less for m = 2
    CHECK_THAT(said.line, Contains("\u00b7 look 2 of 4 \u00b7 24 blocks"));

    // Before the first look nothing is decided, whatever the numbers say.
    SyntheticRun early = primary_run(6);
    early.run().environment.replicates = 48;
    early.run().looks = 4;
    early.scale("lto=full", "runtime.*", 2);
    look = look_at(early.run());
    CHECK(look.index == 0);
    CHECK_FALSE(look.undecided.empty());
    CHECK_THAT(overall(early, runtime).judgement.line,
               Contains("6 of 48 blocks, after look 0 of 4"));
}
