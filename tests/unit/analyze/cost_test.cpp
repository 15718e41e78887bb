// SPDX-License-Identifier: Apache-2.0
#include "analyze/answer.hpp"

#include "support/synthetic_run.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>

using namespace klp;
using Catch::Matchers::Contains;
using klp::testing::SyntheticRun;

namespace {

QuestionAnswer ask(SyntheticRun& synthetic, const std::string& id) {
    const Answer all = answer(synthetic.run());
    return *std::find_if(all.questions.begin(), all.questions.end(),
                         [&id](const QuestionAnswer& question) { return question.id == id; });
}

const Evidence& row(const QuestionAnswer& question, const std::string& workload,
                    const std::string& metric, const std::string& contrast) {
    const auto found = std::find_if(
        question.evidence.begin(), question.evidence.end(), [&](const Evidence& evidence) {
            return evidence.workload == workload && evidence.metric == metric &&
                   evidence.contrast == contrast;
        });
    REQUIRE(found != question.evidence.end());
    return *found;
}

const std::string runtime = "runtime.*.cpu_ns";
const std::string clone_vs_off = "live_patching=inline-clone vs live_patching=off";
const std::string both_levels_off[] = {"lto=off,live_patching=inline-clone",
                                       "lto=off,live_patching=inline-only-static"};

SyntheticRun costly() {
    SyntheticRun run;
    run.scale(both_levels_off[0], "runtime.*", 1.05).scale(both_levels_off[1], "runtime.*", 1.08);
    return run;
}

} // namespace

TEST_CASE("cost-without-lto is supported when every level is slower") {
    SyntheticRun run = costly();
    run.scale(both_levels_off[0], "size.text", 1.004);
    const QuestionAnswer answer = ask(run, "cost-without-lto");
    CHECK(answer.verdict == Verdict::supported);
    CHECK_THAT(answer.summary,
               Contains("inline-clone changes runtime by +5.") &&
                   Contains("text size by +0.4% and compile CPU time by") &&
                   Contains("without LTO (2 workloads; 8 replicates, 96.1% intervals): a cost."));
    const Evidence& overall = row(answer, "overall", runtime, clone_vs_off);
    CHECK(overall.estimate == Approx(1.05).margin(0.003));
    CHECK(overall.low < overall.estimate);
    CHECK(overall.high > overall.estimate);
    CHECK(overall.n == 8);
    CHECK(overall.unit == "ratio");
    CHECK(row(answer, "slab", "size.text", clone_vs_off).estimate == Approx(1.004));
}

TEST_CASE("cost-with-lto looks at the cells with LTO alone") {
    SyntheticRun run = costly();
    const QuestionAnswer answer = ask(run, "cost-with-lto");
    CHECK(answer.verdict == Verdict::refuted);
    CHECK_THAT(answer.summary, Contains("no cost beyond the margin of 2%"));
    CHECK(row(answer, "overall", "size.text",
              "lto=full,live_patching=inline-clone vs lto=full,live_patching=off")
              .estimate == 1.0);
}

TEST_CASE("a larger text alone is a cost") {
    SyntheticRun run;
    run.scale("live_patching=inline-clone", "size.text", 1.03)
        .scale("live_patching=inline-only-static", "size.text", 1.03);
    CHECK(ask(run, "cost-without-lto").verdict == Verdict::supported);
}

TEST_CASE("noise that hides a cost leaves it inconclusive; one level that costs is enough") {
    SyntheticRun noisy;
    noisy.spread("live_patching=off", "runtime.*", 0.02);
    const QuestionAnswer hidden = ask(noisy, "cost-without-lto");
    CHECK(hidden.verdict == Verdict::inconclusive);
    CHECK_THAT(hidden.summary, Contains(": inconclusive."));

    SyntheticRun mixed;
    mixed.scale(both_levels_off[1], "runtime.*", 1.08);
    const QuestionAnswer one_level = ask(mixed, "cost-without-lto");
    CHECK(one_level.verdict == Verdict::supported);
    CHECK_THAT(one_level.summary, Contains("no cost beyond") && Contains(": a cost."));
}

TEST_CASE("too few replicates decide nothing about runtime") {
    SyntheticRun run(4);
    run.scale("live_patching=inline-clone", "runtime.*", 1.5)
        .scale("live_patching=inline-only-static", "runtime.*", 1.5);
    const QuestionAnswer answer = ask(run, "cost-without-lto");
    CHECK(answer.verdict == Verdict::inconclusive);
    const Evidence& overall = row(answer, "overall", runtime, clone_vs_off);
    CHECK(std::isinf(overall.high));
    CHECK(overall.low == 0);
    CHECK_THAT(overall.note, Contains("no 95% interval: 4 paired replicates, 6 are the least"));
    CHECK_THAT(answer.summary, Contains("(no 95% interval: 4 paired replicates"));
}

TEST_CASE("a failed cell is excluded and named") {
    SyntheticRun run(8, {"lz77", "slab", "chacha"});
    run.scale(both_levels_off[0], "size.text", 1.10)
        .scale(both_levels_off[0], "size.text", 99, "slab")
        .fail(both_levels_off[0], "slab", Outcome::wrong_result, "vector 3");
    const QuestionAnswer answer = ask(run, "cost-without-lto");
    CHECK(row(answer, "overall", "size.text", clone_vs_off).estimate == Approx(1.10));
    CHECK_THAT(row(answer, "overall", "size.text", clone_vs_off).note,
               Contains("without slab: ") && Contains("wrong-result (vector 3)"));
    const Evidence& failed = row(answer, "slab", "size.text", clone_vs_off);
    CHECK(failed.n == 0);
    CHECK(std::isnan(failed.estimate));
    CHECK_THAT(failed.note, Contains("wrong-result (vector 3)"));
    CHECK_THAT(answer.summary, Contains("(2 workloads, without slab;"));
}

TEST_CASE("a level that nothing was measured of is said to be so") {
    SyntheticRun run = costly();
    run.fail("lto=full,live_patching=inline-only-static", "", Outcome::unsupported, "no plugin");
    const QuestionAnswer with = ask(run, "cost-with-lto");
    CHECK(with.verdict == Verdict::inconclusive);
    CHECK_THAT(with.summary, Contains("inline-only-static was not measured with LTO: lz77: ") &&
                                 Contains("unsupported (no plugin)"));
    run.fail("lto=full", "", Outcome::build_failed, "");
    CHECK(ask(run, "cost-with-lto").verdict == Verdict::not_measured);
}

TEST_CASE("only replicates common to all workloads count overall") {
    SyntheticRun run(8);
    for (CellResult* cell : run.cells(both_levels_off[0], "slab")) {
        for (auto& [name, series] : cell->metrics) {
            series.values.erase(series.values.begin());
        }
    }
    const QuestionAnswer answer = ask(run, "cost-without-lto");
    CHECK(row(answer, "lz77", runtime, clone_vs_off).n == 8);
    CHECK(row(answer, "slab", runtime, clone_vs_off).n == 7);
    CHECK(row(answer, "overall", runtime, clone_vs_off).n == 7);
}

TEST_CASE("the equivalent realisation and a failed proof are shown with the numbers") {
    SyntheticRun run;
    for (CellResult* cell : run.cells("lto=full,live_patching=inline-clone", "slab")) {
        cell->realisation["live_patching"] = Realisation::equivalent;
        cell->warnings = {"11 of 12 objects equal"};
    }
    const QuestionAnswer answer = ask(run, "cost-with-lto");
    const std::string contrast =
        "lto=full,live_patching=inline-clone vs lto=full,live_patching=off";
    CHECK(row(answer, "lz77", "size.text", contrast).realisation == Realisation::native);
    CHECK(row(answer, "slab", "size.text", contrast).realisation == Realisation::equivalent);
    CHECK(row(answer, "slab", "size.text", contrast).note == "11 of 12 objects equal");
    const Evidence& overall = row(answer, "overall", "size.text", contrast);
    CHECK(overall.realisation == Realisation::equivalent);
    CHECK_THAT(overall.note, Contains("slab: 11 of 12 objects equal"));
    CHECK_THAT(answer.summary, Contains("; equivalent realisation)"));
}

TEST_CASE("the overall row of an exact metric names the extremes") {
    SyntheticRun run;
    run.scale(both_levels_off[0], "size.text", 1.10, "lz77")
        .scale(both_levels_off[0], "size.text", 0.98, "slab");
    const Evidence overall =
        row(ask(run, "cost-without-lto"), "overall", "size.text", clone_vs_off);
    CHECK(overall.estimate == Approx(std::sqrt(1.10 * 0.98)));
    CHECK(overall.low == overall.high);
    CHECK(overall.note == "−2.0% in slab to +10.0% in lz77");
}

TEST_CASE("more-pronounced is the difference of the two differences") {
    const std::string full[] = {"lto=full,live_patching=inline-clone",
                                "lto=full,live_patching=inline-only-static"};
    SyntheticRun more = costly();
    more.scale(full[0], "runtime.*", 1.12).scale(full[1], "runtime.*", 1.16);
    const QuestionAnswer answer = ask(more, "more-pronounced");
    CHECK(answer.verdict == Verdict::supported);
    CHECK_THAT(answer.summary, Contains("With LTO inline-clone changes runtime by a further +6."));
    const Evidence& overall =
        row(answer, "overall", runtime,
            "(lto=full,live_patching=inline-clone vs lto=full,live_patching=off) minus "
            "(live_patching=inline-clone vs live_patching=off)");
    CHECK(overall.estimate == Approx(std::log(1.12 / 1.05)).margin(0.004));
    CHECK(overall.unit == "difference of log-ratios");

    SyntheticRun same = costly();
    same.scale(full[0], "runtime.*", 1.05).scale(full[1], "runtime.*", 1.08);
    CHECK(ask(same, "more-pronounced").verdict == Verdict::refuted);

    SyntheticRun noisy = costly();
    noisy.spread("lto=full,live_patching=off", "runtime.*", 0.03);
    CHECK(ask(noisy, "more-pronounced").verdict == Verdict::inconclusive);

    SyntheticRun opposed = more;
    opposed.scale(full[0], "size.text", 0.9).scale(full[1], "size.text", 0.9);
    CHECK(ask(opposed, "more-pronounced").verdict == Verdict::supported); // runtime decides

    SyntheticRun missing;
    missing.fail("lto=full", "", Outcome::timeout, "");
    CHECK(ask(missing, "more-pronounced").verdict == Verdict::not_measured);
}

TEST_CASE("compilers are judged apart and must agree") {
    SyntheticRun run(8, {"lz77"}, {"gcc-11", "gcc-12"});
    run.scale("compiler=gcc-12,lto=off,live_patching=inline-clone", "runtime.*", 1.05)
        .scale("compiler=gcc-12,lto=off,live_patching=inline-only-static", "runtime.*", 1.05);
    const QuestionAnswer answer = ask(run, "cost-without-lto");
    CHECK(answer.verdict == Verdict::inconclusive);
    CHECK_THAT(answer.summary,
               Contains("gcc-11: inline-clone") && Contains("gcc-12: inline-clone"));
    CHECK(row(answer, "overall", "size.text",
              "compiler=gcc-11,live_patching=inline-clone vs compiler=gcc-11,live_patching=off")
              .n == 1);

    run.fail("compiler=gcc-11", "", Outcome::excluded, "gcc-11 is not installed");
    const QuestionAnswer alone = ask(run, "cost-without-lto");
    CHECK(alone.verdict == Verdict::supported);
    CHECK_THAT(row(alone, "overall", "", "compiler=gcc-11").note,
               Contains("excluded (gcc-11 is not installed)"));
}
