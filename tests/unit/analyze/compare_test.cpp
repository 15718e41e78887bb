// SPDX-License-Identifier: Apache-2.0
#include "analyze/compare.hpp"

#include "support/synthetic_run.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>

using namespace klp;
using Catch::Matchers::Contains;
using klp::testing::SyntheticRun;

namespace {

Configuration configuration(const std::string& text) {
    return Configuration::parse(text).value();
}

std::vector<Comparison> compare_in(SyntheticRun& run, const std::string& a, const std::string& b) {
    return compare(run.run(), configuration(a), run.run(), configuration(b)).value();
}

const Comparison& row(const std::vector<Comparison>& rows, const std::string& workload,
                      const std::string& metric) {
    const auto found = std::find_if(rows.begin(), rows.end(), [&](const Comparison& comparison) {
        return comparison.workload == workload && comparison.metric == metric;
    });
    REQUIRE(found != rows.end());
    return *found;
}

const std::string runtime = "runtime.*.cpu_ns";

} // namespace

TEST_CASE("axes that a configuration does not name take the baseline") {
    SyntheticRun run;
    run.scale("lto=full,live_patching=off,section_gc=off", "size.text", 0.8)
        .scale("lto=full,live_patching=off,section_gc=off", "runtime.*", 1.1);
    const auto rows = compare_in(run, "lto=off", "lto=full");
    const Comparison& size = row(rows, "slab", "size.text");
    CHECK(size.a == 10000);
    CHECK(size.b == 8000);
    CHECK(size.ratio == Approx(0.8));
    CHECK(size.exact);
    CHECK(size.judgement.finding == Finding::saves);
    const Comparison& time = row(rows, "overall", runtime);
    CHECK(time.judgement.finding == Finding::costs);
    CHECK(time.n == 8);
    CHECK(time.a == Approx(100).epsilon(0.01)); // geometric mean of 50 and 200
    CHECK(time.ratio == Approx(1.1).margin(0.005));
    CHECK(row(rows, "lz77", "runtime.find.cpu_ns").a == Approx(50).epsilon(0.01));
    CHECK(row(rows, "lz77", "compile.cpu_s").judgement.finding == Finding::negligible);
}

TEST_CASE("exchanging the sides exchanges better and worse") {
    SyntheticRun run;
    run.scale("lto=full", "runtime.*", 1.1);
    const auto forth = row(compare_in(run, "lto=off", "lto=full"), "overall", runtime);
    const auto back = row(compare_in(run, "lto=full", "lto=off"), "overall", runtime);
    CHECK(forth.judgement.finding == Finding::costs);
    CHECK(back.judgement.finding == Finding::saves);
    CHECK(back.ratio == Approx(1 / forth.ratio));
    CHECK(back.low == Approx(1 / forth.high));
}

TEST_CASE("rows stand in the order of the metric table, runtime before its benchmarks") {
    SyntheticRun run(6, {"lz77"});
    std::vector<std::string> metrics;
    for (const Comparison& comparison : compare_in(run, "lto=off", "lto=full")) {
        if (comparison.workload == "lz77") {
            metrics.push_back(comparison.metric);
        }
    }
    CHECK(metrics == std::vector<std::string>{"compile.cpu_s", "size.text", "symbols.functions",
                                              "clones.inline_copies",
                                              "clones.inline_copies_cross_unit", "clones.constprop",
                                              "clones.isra", "clones.part", "runtime.*.cpu_ns",
                                              "runtime.find.cpu_ns", "runtime.insert.cpu_ns"});
}

TEST_CASE("a noisy difference without equivalence is inconclusive, not equal") {
    SyntheticRun run;
    run.spread("lto=full", "compile.cpu_s", 0.03);
    CHECK(row(compare_in(run, "lto=off", "lto=full"), "slab", "compile.cpu_s").judgement.finding ==
          Finding::inconclusive);
}

TEST_CASE("the margin applies to an exact metric's value itself") {
    SyntheticRun run;
    run.scale("lto=full", "size.text", 1.0001).scale("lto=full", "symbols.functions", 1.03);
    const auto rows = compare_in(run, "lto=off", "lto=full");
    for (const char* workload : {"slab", "overall"}) {
        CHECK(row(rows, workload, "size.text").judgement.finding == Finding::negligible);
        CHECK(row(rows, workload, "symbols.functions").judgement.finding == Finding::costs);
    }
    CHECK(row(rows, "slab", "size.text").ratio == Approx(1.0001).epsilon(1e-9));
    CHECK(row(rows, "overall", "size.text").judgement.line ==
          "NEGLIGIBLE +0.010% inside \u00b12% \u00b7 not primary \u00b7 worst: lz77 +0.010%");
}

TEST_CASE("a metric where more is better turns the direction round") {
    SyntheticRun run;
    for (CellResult* cell : run.cells("section_gc=on")) {
        cell->metrics["gc.removed_bytes"].values = {{0, 500}};
    }
    for (CellResult* cell : run.cells("section_gc=off")) {
        cell->metrics["gc.removed_bytes"].values = {{0, 0}};
    }
    const auto rows = compare_in(run, "section_gc=off", "section_gc=on");
    const Comparison& removed = row(rows, "overall", "gc.removed_bytes");
    CHECK(removed.judgement.finding == Finding::saves);
    CHECK(removed.a == 0);
    CHECK(removed.b == 1000);
    CHECK(std::isnan(removed.ratio));
    CHECK(removed.note == "no ratio: A is 0");
}

TEST_CASE("a failed cell is a row of its own and named by the overall rows") {
    SyntheticRun run;
    run.fail("lto=full", "slab", Outcome::run_failed, "signal 11");
    const auto rows = compare_in(run, "lto=off", "lto=full");
    const Comparison& failed = row(rows, "slab", "*");
    CHECK(failed.judgement.finding == Finding::not_measured);
    CHECK(failed.n == 0);
    CHECK(failed.note == "B: run-failed (signal 11)");
    for (const char* metric : {"size.text", "clones.part", "runtime.*.cpu_ns"}) {
        CHECK_THAT(row(rows, "overall", metric).note,
                   Contains("without slab: B: run-failed (signal 11)"));
    }
}

TEST_CASE("times of two runs were not interleaved: an estimate, no interval, no verdict") {
    SyntheticRun before;
    SyntheticRun after(8, {"lz77", "chacha"});
    after.run().run_id = 2;
    after.scale("lto=off", "compile.cpu_s", 1.2).scale("lto=off", "size.text", 1.1);
    const auto rows = compare(before.run(), {}, after.run(), {}).value();
    const Comparison& time = row(rows, "lz77", "compile.cpu_s");
    CHECK(time.judgement.finding == Finding::inconclusive);
    CHECK(time.ratio == Approx(1.2).margin(0.005));
    CHECK(time.low == 0);
    CHECK(std::isinf(time.high));
    CHECK(time.note == "no interval: two runs, not interleaved");
    CHECK_FALSE(time.judgement.mde);
    CHECK_THAT(time.judgement.line,
               Contains("% (two runs, not interleaved: no interval)") && !Contains("A/A"));
    CHECK(row(rows, "lz77", "size.text").judgement.finding == Finding::costs);
    CHECK(row(rows, "lz77", "size.text").note.empty());
    CHECK(row(rows, "slab", "*").note == "B has no such cell");
    CHECK(row(rows, "chacha", "*").note == "A has no such cell");
}

TEST_CASE("two whole runs are compared in every configuration that both have") {
    SyntheticRun before;
    SyntheticRun after;
    after.run().run_id = 2;
    std::erase_if(after.run().cells, [](const CellResult& cell) {
        return !cell.configuration.matches(configuration("section_gc=off,live_patching=off"));
    });
    const auto rows = compare(before.run(), after.run()).value();
    std::vector<std::string> configurations;
    for (const Comparison& comparison : rows) {
        if (comparison.workload == "overall" && comparison.metric == "size.text") {
            configurations.push_back(comparison.configuration);
        }
    }
    CHECK(configurations ==
          std::vector<std::string>{
              "compiler=gcc-12,opt=O2,lto=off,live_patching=off,section_gc=off",
              "compiler=gcc-12,opt=O2,lto=full,live_patching=off,section_gc=off"});
    for (CellResult& cell : after.run().cells) {
        cell.configuration.set("opt", "O3");
    }
    CHECK(compare(before.run(), after.run()).error().message ==
          "runs 1 and 2 have no configuration in common");
}

TEST_CASE("a configuration that the run does not have is an error that names the nearest") {
    SyntheticRun run;
    const auto error_of = [&run](const std::string& text) {
        const auto result = compare(run.run(), {}, run.run(), configuration(text));
        REQUIRE_FALSE(result);
        CHECK(result.error().kind == ErrorKind::usage);
        return result.error().message;
    };
    CHECK(error_of("ltoo=full") == "the run has no axis ltoo; did you mean lto?");
    CHECK(error_of("live_patching=inline-clones") ==
          "axis live_patching of the run has no value inline-clones; did you mean inline-clone?");
    std::erase_if(run.run().cells, [](const CellResult& cell) {
        return cell.configuration.matches(configuration("lto=full,section_gc=on"));
    });
    CHECK(error_of("lto=full,section_gc=on") ==
          "the run has no cell with "
          "compiler=gcc-12,opt=O2,lto=full,live_patching=off,section_gc=on; the nearest is "
          "compiler=gcc-12,opt=O2,lto=off,live_patching=off,section_gc=on");
}
