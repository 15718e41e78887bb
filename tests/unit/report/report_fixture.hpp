// SPDX-License-Identifier: Apache-2.0
//
// A small synthetic run: two workloads under {lto off, full} × {live_patching off, inline-clone}.
// One cell is unsupported, one failed to build, one metric was skipped, one equivalent has a proof
// that does not hold, and hostile text stands wherever a workload or a compiler can put it.
#pragma once

#include "report/report.hpp"

#include <limits>
#include <string>

namespace klp::report_test {

/// Markup, table cells, quotes, line breaks, a terminal escape, a byte that is no UTF-8 and an
/// override of the writing direction.
inline const std::string hostile =
    "<script>alert('x')</script> | `id` \"q\"\nforged: line\x1b[31mred\xff\xe2\x80\xae*_[a](b)";

inline Series series_of(const std::vector<double>& values) {
    Series series;
    for (const double value : values) {
        series.values.push_back({static_cast<int>(series.values.size()), value});
    }
    return series;
}

inline CellResult small_cell(const std::string& workload, const std::string& lto,
                             const std::string& level) {
    CellResult cell;
    cell.workload = workload;
    cell.configuration =
        Configuration({{"compiler", "gcc-12"}, {"lto", lto}, {"live_patching", level}});
    cell.id = workload + "@" + cell.configuration.text();
    cell.realisation = {{"lto", Realisation::native}, {"live_patching", Realisation::native}};
    return cell;
}

/// Metrics whose medians are `text` bytes, `cpu` seconds and `time` nanoseconds.
inline CellResult measured(CellResult cell, double text, double cpu, double time) {
    cell.metrics["size.text"] = series_of({text, text, text});
    cell.metrics["compile.cpu_s"] = series_of({cpu * 1.5, cpu, cpu / 2});
    cell.metrics["runtime.lookup.cpu_ns"] = series_of({time, time + 0.125, time - 0.125});
    cell.metrics["clones.inline_copies"] = series_of({text / 100, text / 100, text / 100});
    return cell;
}

inline Environment small_environment() {
    Environment environment;
    environment.klpbench_version = "0.1.0";
    environment.machine = {"x86_64", "CPU " + hostile, 2, 2147483648, "Linux 6.1.0", "Debian 12"};
    environment.compilers = {{"gcc-12", "/usr/bin/gcc-12", "gcc", "gcc-12 (Debian) 12.2.0",
                              "x86_64-linux-gnu", "GNU ld 2.40", "abc123"}};
    environment.seed = 42;
    environment.jobs = 2;
    environment.replicates = 3;
    environment.started = "2024-05-01T10:00:00Z";
    environment.ended = "2024-05-01T10:05:00Z";
    return environment;
}

inline RunResult small_run() {
    RunResult run;
    run.experiment = "small";
    run.run_id = 7;
    run.finished = true;
    run.environment = small_environment();
    run.equivalence_margin = 0.02;
    run.axes = {{"compiler", "gcc-12", {"gcc-12"}},
                {"lto", "off", {"off", "full"}},
                {"live_patching", "off", {"off", "inline-clone"}}};
    run.cells = {measured(small_cell("heap", "off", "off"), 1000, 1, 100),
                 measured(small_cell("heap", "off", "inline-clone"), 1100, 1.02, 104),
                 measured(small_cell("heap", "full", "off"), 800, 2, 80),
                 measured(small_cell("heap", "full", "inline-clone"), 900, 2.5, 90),
                 measured(small_cell("ring", "off", "off"), 2000, 2, 50),
                 small_cell("ring", "off", "inline-clone"),
                 measured(small_cell("ring", "full", "off"), 2000, 4, 50),
                 small_cell("ring", "full", "inline-clone")};
    run.cells[3].realisation["live_patching"] = Realisation::equivalent;
    run.cells[3].warnings = {"equivalence not proven: 4 of 5 objects equal (" + hostile + ")"};
    run.cells[5].outcome = Outcome::build_failed;
    run.cells[5].reason = "compile of <b>ring.c</b> | exit 1";
    run.cells[5].diagnostic = hostile;
    run.cells[6].metrics["runtime.lookup.cpu_ns"] = {{}, hostile};
    run.cells[7].outcome = Outcome::unsupported;
    run.cells[7].reason = "gcc-12 refuses live_patching=inline-clone with lto=full";
    run.cells[7].diagnostic = "cc1: error: live patching is not supported with LTO\n";
    run.probes = {{"gcc-12", {"-flto", "-flive-patching"}, false, "cc1: error: not supported\n"}};
    run.proofs = {{"gcc-12",
                   "live_patching",
                   "inline-clone",
                   "heap",
                   "compiler=gcc-12,lto=off",
                   {"-flive-patching=inline-clone"},
                   {"-fno-ipa-ra"},
                   4,
                   5,
                   {hostile}},
                  {"gcc-12",
                   "live_patching",
                   "inline-clone",
                   "ring",
                   "compiler=gcc-12,lto=off",
                   {"-flive-patching=inline-clone"},
                   {"-fno-ipa-ra"},
                   3,
                   3,
                   {}}};
    return run;
}

inline Judgement primary_judgement() {
    Judgement judgement;
    judgement.finding = Finding::costs;
    judgement.is_primary = true;
    judgement.confidence = 0.9922;
    judgement.holm_m = 2;
    judgement.blocks = 24;
    judgement.layouts = 8;
    judgement.mde = 0.009;
    judgement.control = {0.999, 0.993, 1.006};
    judgement.worst = {"heap", {1.04, 1.01, 1.07}};
    judgement.line = "COSTS +2.0% [+1.0, +3.0] 95% Holm m=2 \u00b7 24 blocks, 8 layouts \u00b7 MDE "
                     "0.9% \u00b7 A/A \u22120.1% [\u22120.7, +0.6] \u00b7 cpu time, no PMU \u00b7 "
                     "worst: heap +4.0% [+1.0, +7.0]";
    return judgement;
}

inline Answer small_answer() {
    const Evidence size{"overall", "size.text", "live_patching=inline-clone vs off, lto=off",
                        1.1,       1.1,         1.1,
                        "ratio",   1,           Realisation::native,
                        hostile,   {}};
    const Evidence time{"overall",
                        "runtime",
                        "live_patching=inline-clone vs off, lto=full",
                        1.125,
                        1.05,
                        1.2,
                        "ratio",
                        3,
                        Realisation::equivalent,
                        "",
                        primary_judgement()};
    return {"small",
            {{"cost-without-lto",
              "What does each level cost without LTO?",
              Verdict::supported,
              "inline-clone makes the text 10% larger, and this sentence is long enough to be "
              "wrapped in a terminal of eighty columns.",
              {size}},
             {"cost-with-lto",
              "What does each level cost with LTO? " + hostile,
              Verdict::inconclusive,
              "runtime +12.5% [+5%, +20%] " + hostile,
              {time}}}};
}

inline Experiment small_experiment() {
    Experiment experiment;
    experiment.name = "small";
    experiment.workloads.resize(2);
    experiment.workloads[0].name = "heap";
    experiment.workloads[1].name = "ring";
    experiment.replicates = 3;
    experiment.seed = 42;
    return experiment;
}

/// The plan behind the run.
inline Plan small_plan() {
    Plan plan;
    plan.experiment = "small";
    for (const CellResult& cell : small_run().cells) {
        PlannedCell planned;
        planned.id = cell.id;
        planned.workload = cell.workload == "heap" ? 0 : 1;
        planned.configuration = cell.configuration;
        planned.realisation = cell.realisation;
        if (cell.outcome == Outcome::unsupported) {
            planned.status = CellStatus::unsupported;
            planned.reason = cell.reason;
            planned.diagnostic = cell.diagnostic;
        }
        plan.cells.push_back(planned);
    }
    return plan;
}

inline Comparison small_comparison(const std::string& workload, const std::string& metric, double a,
                                   double b, const RatioBounds& ratio, Finding finding) {
    Comparison row;
    row.workload = workload;
    row.metric = metric;
    row.a = a;
    row.b = b;
    row.ratio = ratio.estimate;
    row.low = ratio.low;
    row.high = ratio.high;
    row.n = 3;
    row.exact = !metric.ends_with("_s") && !metric.ends_with("_ns");
    row.judgement.finding = finding;
    return row;
}

inline std::vector<Comparison> small_comparisons() {
    Comparison undecided = small_comparison("heap", "compile.cpu_s", 1.0, 1.02, {1.02, 0.98, 1.06},
                                            Finding::inconclusive);
    undecided.judgement.blocks = 3;
    undecided.judgement.needed_blocks = 1001;
    Comparison missing =
        small_comparison("ring", "runtime.lookup.cpu_ns", 0, 0, {}, Finding::not_measured);
    missing.n = 0;
    missing.note = hostile;
    Comparison overall =
        small_comparison("overall", "runtime.*.cpu_ns", 50, 51, {1.02, 1.01, 1.03}, Finding::costs);
    overall.judgement = primary_judgement();
    constexpr double none = std::numeric_limits<double>::quiet_NaN();
    const Comparison without_ratio =
        small_comparison("heap", "clones.isra", 0, 2, {none, none, none}, Finding::costs);
    return {
        without_ratio,
        small_comparison("heap", "size.text", 1000, 1100, {1.1, 1.1, 1.1}, Finding::costs),
        undecided,
        small_comparison("heap", "clones.inline_copies_cross_unit", 5, 5, {}, Finding::negligible),
        missing,
        overall};
}

} // namespace klp::report_test
