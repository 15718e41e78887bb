// SPDX-License-Identifier: Apache-2.0
#include "analyze/answer.hpp"

#include "support/synthetic_run.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>

using namespace klp;
using Catch::Matchers::Contains;
using Catch::Matchers::StartsWith;
using klp::testing::SyntheticRun;

namespace {

QuestionAnswer ask(SyntheticRun& synthetic, const std::string& id,
                   const std::vector<FunctionOverlap>& overlaps = {}) {
    const Answer all = answer(synthetic.run(), overlaps);
    return *std::find_if(all.questions.begin(), all.questions.end(),
                         [&id](const QuestionAnswer& question) { return question.id == id; });
}

const Evidence& overall(const QuestionAnswer& question, const std::string& metric) {
    const auto found = std::find_if(
        question.evidence.begin(), question.evidence.end(), [&](const Evidence& evidence) {
            return evidence.workload == "overall" && evidence.metric == metric;
        });
    REQUIRE(found != question.evidence.end());
    return *found;
}

const std::string lto_side = "lto=full,live_patching=inline-only-static,section_gc=off";
const std::string runtime = "runtime.*.cpu_ns";
const std::string sorry = "sorry, unimplemented: live patching is not supported with LTO";

Probe probe(const std::string& level, bool with_lto, bool accepted) {
    std::vector<std::string> flags{"-O2"};
    if (with_lto) {
        flags.emplace_back("-flto=auto");
    }
    flags.push_back("-flive-patching=" + level);
    return {"gcc-12", flags, accepted, accepted ? "" : sorry};
}

} // namespace

TEST_CASE("every question of the design has an answer, in its order") {
    SyntheticRun run;
    std::vector<std::string> ids;
    for (const QuestionAnswer& question : answer(run.run()).questions) {
        ids.push_back(question.id);
        CHECK_FALSE(question.summary.empty());
    }
    CHECK(ids == std::vector<std::string>{"flag-accepted", "equals-section-gc", "slower-to-compile",
                                          "clone-tracking-keeps-lto", "dumps-work-under-lto",
                                          "more-copies", "cost-without-lto", "cost-with-lto",
                                          "more-pronounced"});
}

TEST_CASE("flag-accepted follows the probes, diagnostics verbatim") {
    SyntheticRun run;
    CHECK(ask(run, "flag-accepted").verdict == Verdict::not_measured);

    run.run().probes = {probe("inline-clone", false, true), probe("inline-clone", true, false),
                        probe("inline-only-static", true, false)};
    const QuestionAnswer refused = ask(run, "flag-accepted");
    CHECK(refused.verdict == Verdict::supported);
    CHECK(refused.summary ==
          "gcc-12 refuses inline-clone and inline-only-static together with -flto.");
    REQUIRE(refused.evidence.size() == 2);
    CHECK(refused.evidence[0].note == sorry);
    CHECK(refused.evidence[0].contrast == "gcc-12: -O2 -flto=auto -flive-patching=inline-clone");
    CHECK(refused.evidence[0].estimate == 0);

    run.run().probes = {probe("inline-clone", true, true),
                        probe("inline-only-static", true, false)};
    const QuestionAnswer mixed = ask(run, "flag-accepted");
    CHECK(mixed.verdict == Verdict::refuted);
    CHECK(mixed.summary == "gcc-12 refuses inline-only-static together with -flto, accepts "
                           "inline-clone together with -flto.");
}

TEST_CASE("a compiler that does not know the flag at all says nothing about LTO") {
    SyntheticRun run;
    run.run().probes = {probe("inline-clone", false, false), probe("inline-clone", true, false)};
    const QuestionAnswer unknown = ask(run, "flag-accepted");
    CHECK(unknown.verdict == Verdict::not_measured);
    CHECK(unknown.summary == "gcc-12 refuses inline-clone without -flto too.");
}

TEST_CASE("equals-section-gc is supported only by equivalence of size and runtime") {
    SyntheticRun same;
    same.scale(lto_side, "size.text", 1.01);
    const QuestionAnswer supported =
        ask(same, "equals-section-gc", {{"gcc-12", "lz77", 0.97}, {"gcc-12", "slab", 1.0}});
    CHECK(supported.verdict == Verdict::supported);
    CHECK_THAT(supported.summary,
               Contains("text size +1.0% (equivalent)") && Contains("overlap by 97% to 100%"));
    CHECK(overall(supported, "size.text").contrast ==
          "lto=full,live_patching=inline-only-static,section_gc=off vs "
          "lto=off,live_patching=inline-only-static,section_gc=on");
    CHECK(supported.evidence.back().unit == "share");
    CHECK(supported.evidence.back().estimate == 1.0);

    SyntheticRun smaller;
    smaller.scale(lto_side, "size.text", 0.9);
    const QuestionAnswer refuted =
        ask(smaller, "equals-section-gc", {{"gcc-12", "lz77", 0.9}, {"gcc-12", "slab", 0.9}});
    CHECK(refuted.verdict == Verdict::refuted);
    CHECK_THAT(refuted.summary,
               Contains("text size −10.0% (different)") && Contains("overlap by 90%."));

    SyntheticRun faster;
    faster.scale(lto_side, "runtime.*", 0.9);
    CHECK(ask(faster, "equals-section-gc").verdict == Verdict::refuted);

    SyntheticRun noisy;
    noisy.spread(lto_side, "runtime.*", 0.03);
    const QuestionAnswer open = ask(noisy, "equals-section-gc");
    CHECK(open.verdict == Verdict::inconclusive);
    CHECK_THAT(open.summary, Contains("neither shown inside the margin nor beyond it"));

    SyntheticRun missing;
    missing.fail(lto_side, "", Outcome::unsupported, "no plugin");
    CHECK(ask(missing, "equals-section-gc").verdict == Verdict::not_measured);
}

TEST_CASE("slower-to-compile needs an interval on one side of 1") {
    SyntheticRun slower;
    slower.scale(lto_side, "compile.cpu_s", 1.4);
    const QuestionAnswer supported = ask(slower, "slower-to-compile");
    CHECK(supported.verdict == Verdict::supported);
    CHECK_THAT(supported.summary, Contains("compile CPU time +40."));

    SyntheticRun faster;
    faster.scale(lto_side, "compile.cpu_s", 0.8);
    CHECK(ask(faster, "slower-to-compile").verdict == Verdict::refuted);

    SyntheticRun same;
    const QuestionAnswer equal = ask(same, "slower-to-compile");
    CHECK(equal.verdict == Verdict::refuted);
    CHECK_THAT(equal.summary, Contains("within the margin of 2%"));

    SyntheticRun noisy;
    noisy.spread(lto_side, "compile.cpu_s", 0.03);
    const QuestionAnswer open = ask(noisy, "slower-to-compile");
    CHECK(open.verdict == Verdict::inconclusive);
    CHECK_THAT(open.summary, Contains("no difference found, and equivalence not shown"));

    SyntheticRun missing;
    missing.fail(lto_side, "", Outcome::unsupported, "no plugin");
    CHECK(ask(missing, "slower-to-compile").verdict == Verdict::not_measured);
}

namespace {

/// LTO gains 20% of size and runtime; inline-clone keeps `share` of that and of its inlining.
SyntheticRun keeping(double share) {
    SyntheticRun run;
    run.scale("lto=full,live_patching=off", "size.text", 0.8)
        .scale("lto=full,live_patching=off", "runtime.*", 0.8)
        .scale("lto=full,live_patching=inline-clone", "size.text", std::pow(0.8, share))
        .scale("lto=full,live_patching=inline-clone", "runtime.*", std::pow(0.8, share))
        .scale("lto=full,live_patching=inline-clone", "clones.inline_copies_cross_unit", share);
    return run;
}

} // namespace

TEST_CASE("clone-tracking-keeps-lto judges the shares that survive") {
    SyntheticRun most = keeping(0.9);
    const QuestionAnswer supported = ask(most, "clone-tracking-keeps-lto");
    CHECK(supported.verdict == Verdict::supported);
    CHECK_THAT(supported.summary, Contains("cross-unit inlining: 90% (2 workloads)") &&
                                      Contains("text size: 90% (2 workloads)"));
    CHECK(overall(supported, "size.text").estimate == Approx(0.9));
    CHECK(overall(supported, "size.text").unit == "share");
    CHECK(overall(supported, "clones.inline_copies_cross_unit").estimate == Approx(0.9));
    const Evidence& kept_runtime = overall(supported, runtime);
    CHECK(kept_runtime.low < 0.9);
    CHECK(kept_runtime.high > 0.9);
    CHECK(kept_runtime.estimate == Approx(0.9).margin(0.02));

    SyntheticRun unsure = keeping(0.9);
    for (CellResult* cell : unsure.cells("lto=full,live_patching=inline-clone")) {
        cell->metrics["clones.inline_copies_cross_unit"].values = {{0, 9}, {1, 11}};
    }
    CHECK(ask(unsure, "clone-tracking-keeps-lto").verdict == Verdict::inconclusive);

    SyntheticRun little = keeping(0.3);
    CHECK(ask(little, "clone-tracking-keeps-lto").verdict == Verdict::refuted);

    SyntheticRun nothing;
    nothing.fail("lto=full", "", Outcome::build_failed, "");
    CHECK(ask(nothing, "clone-tracking-keeps-lto").verdict == Verdict::not_measured);
}

TEST_CASE("no share is claimed where LTO gains nothing") {
    SyntheticRun run; // LTO changes neither size nor runtime, and cross-unit inlining survives
    const QuestionAnswer answer = ask(run, "clone-tracking-keeps-lto");
    CHECK(answer.verdict == Verdict::supported);
    CHECK_THAT(answer.summary,
               Contains("text size: no share, for LTO itself is not shown to gain (0.0%)"));
    CHECK(overall(answer, "size.text").n == 0);

    run.set("lto=full", "clones.inline_copies_cross_unit", 0).scale("lto=full", "runtime.*", 0.8);
    CHECK(ask(run, "clone-tracking-keeps-lto").verdict == Verdict::inconclusive);
    run.scale("lto=full", "runtime.*", 1.25);
    CHECK(ask(run, "clone-tracking-keeps-lto").verdict == Verdict::inconclusive);
}

TEST_CASE("dumps-work-under-lto counts the clone symbols that no dump line explains") {
    SyntheticRun run;
    CHECK(ask(run, "dumps-work-under-lto").verdict == Verdict::not_measured);
    for (CellResult* cell : run.cells("lto=full")) {
        cell->metrics["clones.unexplained_symbols"].values = {{0, 0}};
    }
    const QuestionAnswer all = ask(run, "dumps-work-under-lto");
    CHECK(all.verdict == Verdict::supported);
    CHECK(all.summary == "Every clone symbol of 12 images linked with LTO is explained by a dump "
                         "line; what was inlined was not compared with debug information.");
    CHECK(all.evidence.size() == 2);

    run.set("lto=full,live_patching=off,section_gc=on", "clones.unexplained_symbols", 3, "slab");
    const QuestionAnswer some = ask(run, "dumps-work-under-lto");
    CHECK(some.verdict == Verdict::refuted);
    CHECK_THAT(some.summary, Contains("3 in slab"));
    CHECK_THAT(some.evidence.at(1).contrast, Contains("live_patching=off,section_gc=on"));
    CHECK(some.evidence.at(1).estimate == 3);

    run.fail("lto=full,live_patching=inline-clone", "lz77", Outcome::timeout, "");
    CHECK_THAT(ask(run, "dumps-work-under-lto").summary,
               Contains("some images of lz77 were not measured"));
}

TEST_CASE("dumps-work-under-lto rests on what debug information shows, too") {
    SyntheticRun run;
    for (CellResult* cell : run.cells("lto=full")) {
        cell->metrics["clones.unexplained_symbols"].values = {{0, 0}};
        cell->metrics["clones.unexplained_inlines"].values = {{0, 0}};
    }
    const QuestionAnswer both = ask(run, "dumps-work-under-lto");
    CHECK(both.verdict == Verdict::supported);
    CHECK(both.summary == "Every clone symbol of 12 images linked with LTO is explained by a dump "
                          "line; all that debug information shows to be inlined in 12 images is "
                          "explained by the dumps.");
    REQUIRE(both.evidence.size() == 4);
    CHECK(both.evidence[3].metric == "clones.unexplained_inlines");
    CHECK(both.evidence[3].workload == "slab");

    run.set("lto=full,live_patching=off,section_gc=on", "clones.unexplained_inlines", 5, "lz77");
    const QuestionAnswer refuted = ask(run, "dumps-work-under-lto");
    CHECK(refuted.verdict == Verdict::refuted);
    CHECK_THAT(refuted.summary, Contains("in the worst image of each: 5 in lz77"));
    CHECK(refuted.evidence.at(2).estimate == 5);

    for (CellResult* cell : run.cells("lto=full", "lz77")) {
        cell->metrics["clones.unexplained_inlines"] = {};
        cell->metrics["clones.unexplained_inlines"].skipped = "no debug information";
    }
    const QuestionAnswer partly = ask(run, "dumps-work-under-lto");
    CHECK(partly.verdict == Verdict::supported);
    CHECK_THAT(partly.summary, Contains("shows to be inlined in 6 images is explained") &&
                                   Contains("some images of lz77 were not compared with debug "
                                            "information"));
    CHECK_THAT(partly.evidence.at(2).note, Contains("no debug information"));

    for (CellResult* cell : run.cells("lto=full")) {
        cell->metrics.erase("clones.unexplained_symbols");
    }
    CHECK_THAT(ask(run, "dumps-work-under-lto").summary,
               StartsWith("No clone symbol of an image linked with LTO was compared"));
}

TEST_CASE("more-copies compares totals, and zeros honestly") {
    SyntheticRun run;
    run.scale("lto=full", "clones.inline_copies", 1.5)
        .scale("lto=full", "clones.constprop", 2)
        .set("lto=full", "clones.isra", 3, "slab");
    const QuestionAnswer more = ask(run, "more-copies");
    CHECK(more.verdict == Verdict::supported);
    CHECK_THAT(more.summary, Contains("inline copies go 80 -> 120 (+50.0%) and clones 12 -> 23"));
    CHECK(overall(more, "clones.inline_copies").estimate == Approx(1.5));
    const Evidence& isra = overall(more, "clones.isra");
    CHECK(isra.unit == "difference");
    CHECK(isra.estimate == 3);
    CHECK_THAT(isra.note, Contains("0 -> 3"));
    const Evidence& lz77_isra =
        *std::find_if(more.evidence.begin(), more.evidence.end(), [](const Evidence& evidence) {
            return evidence.workload == "lz77" && evidence.metric == "clones.isra";
        });
    CHECK(lz77_isra.estimate == 1);
    CHECK(lz77_isra.note == "0 -> 0");

    SyntheticRun same;
    CHECK(ask(same, "more-copies").verdict == Verdict::refuted);

    SyntheticRun only_copies;
    only_copies.scale("lto=full", "clones.inline_copies", 1.5);
    CHECK(ask(only_copies, "more-copies").verdict == Verdict::inconclusive);

    SyntheticRun missing;
    missing.fail("lto=full", "", Outcome::build_failed, "");
    CHECK(ask(missing, "more-copies").verdict == Verdict::not_measured);
}

namespace {

void set_impact(SyntheticRun& run, const std::string& partial, const std::string& workload,
                double mean, double p90, double max) {
    for (CellResult* cell : run.cells(partial, workload)) {
        cell->metrics["impact.mean"].values = {{0, mean}};
        cell->metrics["impact.p90"].values = {{0, p90}};
        cell->metrics["impact.max"].values = {{0, max}};
    }
}

std::vector<Evidence> impact_rows(const QuestionAnswer& answer) {
    std::vector<Evidence> rows;
    std::copy_if(answer.evidence.begin(), answer.evidence.end(), std::back_inserter(rows),
                 [](const Evidence& row) { return row.metric.starts_with("impact."); });
    return rows;
}

} // namespace

TEST_CASE("more-copies tells how many functions a live patch replaces, and does not judge by it") {
    SyntheticRun run(8, {"lz77", "slab", "ring"});
    CHECK(impact_rows(ask(run, "more-copies")).empty());
    CHECK_THAT(ask(run, "more-copies").summary, !Contains("live patch of one"));

    set_impact(run, "lto=off", "slab", 4.238, 8, 100);
    set_impact(run, "lto=full", "slab", 5.9332, 12, 900);
    const QuestionAnswer one = ask(run, "more-copies");
    CHECK(one.verdict == Verdict::refuted); // copies and clones stay as many
    CHECK_THAT(one.summary, Contains("clones 18 -> 18 without -flive-patching (3 workloads), and a "
                                     "live patch of one function replaces 5.93 functions instead "
                                     "of 4.24 on average; under inline-clone copies"));
    const std::vector<Evidence> rows = impact_rows(one);
    REQUIRE(rows.size() == 9); // three figures at off and two levels, and no sum over workloads
    CHECK(rows[0].workload == "slab");
    CHECK(rows[0].metric == "impact.mean");
    CHECK(rows[0].contrast == "lto=full vs lto=off");
    CHECK(rows[0].estimate == Approx(5.9332 / 4.238));
    CHECK(rows[0].unit == "ratio");
    CHECK(rows[0].note == "4.24 -> 5.93");
    CHECK(rows[1].metric == "impact.p90");
    CHECK(rows[1].estimate == 1.5);
    CHECK(rows[2].metric == "impact.max");
    CHECK(rows[2].note == "100 -> 900");
    CHECK(rows[3].contrast ==
          "lto=full,live_patching=inline-clone vs lto=off,live_patching=inline-clone");

    set_impact(run, "lto=off", "lz77", 2, 4, 8);
    set_impact(run, "lto=full", "lz77", 1.9, 4, 9);
    CHECK_THAT(ask(run, "more-copies").summary,
               Contains("(3 workloads), and a live patch of one function replaces 0.95 (lz77) to "
                        "1.40 (slab) times as many functions on average; under"));
}

TEST_CASE("an experiment without the axis has nothing to say, and says so") {
    SyntheticRun run;
    std::erase_if(run.run().axes, [](const RunAxis& axis) { return axis.name == "lto"; });
    std::erase_if(run.run().cells,
                  [](const CellResult& cell) { return cell.configuration.get("lto") == "full"; });
    for (CellResult& cell : run.run().cells) {
        cell.configuration = cell.configuration.without("lto");
    }
    CHECK(ask(run, "cost-with-lto").verdict == Verdict::not_measured);
    CHECK_THAT(ask(run, "cost-with-lto").summary, Contains("not part of the run"));
    CHECK(ask(run, "cost-without-lto").verdict == Verdict::refuted);
}
