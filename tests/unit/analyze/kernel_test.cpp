// SPDX-License-Identifier: Apache-2.0
#include "analyze/answer.hpp"
#include "analyze/compare.hpp"

#include "support/synthetic_run.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>

using namespace klp;
using Catch::Matchers::Contains;
using klp::testing::SyntheticRun;

namespace {

const std::string linux_name = "linux-livepatch";
const std::string instructions = "runtime.*.instructions";

const QuestionAnswer& question(const Answer& all, const std::string& id) {
    return *std::find_if(all.questions.begin(), all.questions.end(),
                         [&id](const QuestionAnswer& candidate) { return candidate.id == id; });
}

std::vector<const Evidence*> rows(const QuestionAnswer& answer, const std::string& workload,
                                  const std::string& metric) {
    std::vector<const Evidence*> found;
    for (const Evidence& row : answer.evidence) {
        if (row.workload == workload && row.metric == metric) {
            found.push_back(&row);
        }
    }
    return found;
}

SyntheticRun kernel_run() {
    SyntheticRun run(8, {linux_name});
    run.make_kernel(linux_name)
        .scale("live_patching=inline-clone", instructions, 1.05)
        .scale("live_patching=inline-only-static", instructions, 1.08);
    return run;
}

void reorder_initcalls(SyntheticRun& run, const std::string& partial) {
    for (CellResult* cell : run.cells(partial, linux_name)) {
        cell->facts["initcalls"] = "early\ngenl_init\nnetlink_proto_init\n";
    }
}

} // namespace

TEST_CASE("a kernel's runtime is its guest instructions over the boot settings") {
    SyntheticRun run = kernel_run();
    const Answer all = answer(run.run());
    const QuestionAnswer& cost = question(all, "cost-without-lto");
    CHECK(cost.verdict == Verdict::supported);
    CHECK_THAT(cost.summary,
               Catch::Matchers::StartsWith(
                   "linux-livepatch: inline-clone changes guest instructions by +5.") &&
                   Contains("(1 workload; 8 boot settings): a cost.") &&
                   Contains("a count and not a time") && !Contains("runtime"));
    const auto overall = rows(cost, "overall", instructions);
    REQUIRE(overall.size() == 2);
    // Boot settings move the figures by 4%, but both sides alike.
    CHECK(overall[0]->estimate == Approx(1.05).margin(0.002));
    CHECK(overall[0]->low > 1.045);
    CHECK(overall[0]->n == 8);
    CHECK(rows(cost, "overall", "runtime.*.cpu_ns").empty());
    CHECK(question(all, "more-pronounced").verdict == Verdict::refuted);
    CHECK_THAT(question(all, "more-pronounced").summary, !Contains("runtime"));
}

TEST_CASE("a difference that does not survive the boot settings is inconclusive") {
    SyntheticRun run(8, {linux_name});
    run.make_kernel(linux_name).spread("live_patching=off", instructions, 0.02);
    CHECK(question(answer(run.run()), "cost-without-lto").verdict == Verdict::inconclusive);
}

TEST_CASE("one build has a compile time without an interval and without a verdict") {
    SyntheticRun run = kernel_run();
    run.scale("lto=full,section_gc=off", "compile.cpu_s", 1.5);
    const Answer all = answer(run.run());
    const QuestionAnswer& slower = question(all, "slower-to-compile");
    CHECK(slower.verdict == Verdict::inconclusive);
    CHECK_THAT(slower.summary, Contains("compile CPU time +49.") &&
                                   Contains("(no interval: one build) (1 workload): one build of "
                                            "each is too little to show a difference."));
    const auto overall = rows(slower, "overall", "compile.cpu_s");
    REQUIRE(overall.size() == 1);
    CHECK(overall[0]->n == 1);
    CHECK(overall[0]->estimate == Approx(1.5).margin(0.01));
    CHECK(std::isinf(overall[0]->high));
    CHECK(overall[0]->note == "no interval: one build");
}

TEST_CASE("another order of initcalls makes a contrast of runtime invalid, and only that") {
    SyntheticRun run = kernel_run();
    reorder_initcalls(run, "lto=off,live_patching=inline-clone,section_gc=off");
    const std::string why = "initcall order differs: live_patching=off runs netlink_proto_init "
                            "where live_patching=inline-clone runs genl_init";
    const Answer all = answer(run.run());
    const QuestionAnswer& cost = question(all, "cost-without-lto");
    CHECK_THAT(
        cost.summary,
        Contains("inline-clone changes text size by") &&
            Contains("Not compared: its guest instructions (linux-livepatch: " + why + ")."));
    const auto runtime = rows(cost, linux_name, instructions);
    REQUIRE(runtime.size() == 2);
    CHECK(runtime[0]->n == 0);
    CHECK(runtime[0]->note == why);
    CHECK(runtime[1]->n == 8); // inline-only-static has the order of off
    CHECK(rows(cost, linux_name, "size.text")[0]->n == 1);
    CHECK(question(all, "cost-with-lto").verdict == Verdict::supported);

    const auto compared =
        compare(run.run(), {}, run.run(), Configuration{}.with("live_patching", "inline-clone"))
            .value();
    for (const Comparison& row : compared) {
        const bool runs = row.metric.starts_with("runtime.") || row.metric.starts_with("boot.");
        INFO(row.workload << " " << row.metric);
        CHECK((row.judgement.finding == Finding::not_measured) == runs);
        CHECK((row.note.find(why) != std::string::npos) == runs);
    }

    for (CellResult* cell : run.cells("live_patching=inline-clone")) {
        cell->facts.clear();
    }
    const Answer unknown = answer(run.run());
    CHECK(rows(question(unknown, "cost-without-lto"), linux_name, instructions)[0]->note ==
          "the initcall order of one side is not known");
}

TEST_CASE("in one run with kernels and suites no mean holds both") {
    SyntheticRun run(8, {"lz77", linux_name, "slab"});
    run.make_kernel(linux_name)
        .scale("live_patching=inline-clone", "runtime.*", 1.05, linux_name)
        .scale("live_patching=inline-clone", "size.text", 3, linux_name);
    const QuestionAnswer cost = question(answer(run.run()), "cost-without-lto");
    CHECK(cost.verdict == Verdict::supported);
    CHECK_THAT(
        cost.summary,
        Catch::Matchers::StartsWith("linux-livepatch: inline-clone changes guest") &&
            Contains(" Further evidence, suites: refuted: inline-clone changes runtime by") &&
            Contains("(2 workloads; 8 replicates"));
    CHECK(rows(cost, "overall", "size.text")[0]->estimate == Approx(3));
    CHECK(rows(cost, "overall, suites", "size.text")[0]->estimate == 1);
    CHECK(rows(cost, "overall, suites", "runtime.*.cpu_ns").size() == 2);
    CHECK(rows(cost, "overall, suites", instructions).empty());
    CHECK(rows(cost, linux_name, "runtime.*.cpu_ns").empty());

    const auto compared =
        compare(run.run(), {}, run.run(), Configuration{}.with("live_patching", "inline-clone"))
            .value();
    std::vector<std::string> overall;
    for (const Comparison& row : compared) {
        if (row.metric == "size.text" && row.workload.starts_with("overall")) {
            overall.push_back(row.workload);
            CHECK(row.ratio == Approx(row.workload == "overall, kernel" ? 3 : 1));
        }
    }
    CHECK(overall == std::vector<std::string>{"overall, kernel", "overall, suite"});
}

TEST_CASE("of several runs the first kernel that measured it gives the verdict") {
    SyntheticRun kernel = kernel_run();
    kernel.run().experiment = "linux-livepatch";
    SyntheticRun suites;
    suites.run().probes = {{"gcc-12", {"-flto", "-flive-patching=inline-clone"}, false, "sorry"}};
    kernel.run().probes = suites.run().probes;
    const Answer all = answer({{suites.run(), {}}, {kernel.run(), {}}});
    CHECK(all.experiment == "linux-livepatch + synthetic");
    CHECK(question(all, "cost-without-lto").verdict == Verdict::supported);

    // The same said twice is said once.
    const QuestionAnswer& accepted = question(all, "flag-accepted");
    CHECK(accepted.summary == "linux-livepatch: gcc-12 refuses inline-clone together with -flto.");
    CHECK(accepted.evidence.size() == 1);

    kernel.fail("live_patching=inline-clone", "", Outcome::build_failed, "BUILD_BUG")
        .fail("live_patching=inline-only-static", "", Outcome::build_failed, "BUILD_BUG");
    const Answer without = answer({{kernel.run(), {}}, {suites.run(), {}}});
    const QuestionAnswer& cost = question(without, "cost-without-lto");
    CHECK(cost.verdict == Verdict::refuted);
    CHECK_THAT(cost.summary,
               Catch::Matchers::StartsWith("suites: inline-clone changes runtime by") &&
                   Contains("Further evidence, linux-livepatch: not-measured: inline-clone was not "
                            "measured without LTO: linux-livepatch: ") &&
                   Contains("build-failed (BUILD_BUG)"));
    CHECK_FALSE(rows(cost, "overall, linux-livepatch", "size.text").empty());

    RunResult begun = kernel.run();
    begun.cells.clear();
    CHECK(question(answer({{begun, {}}, {suites.run(), {}}}), "cost-without-lto").summary ==
          question(answer(suites.run()), "cost-without-lto").summary);
}

TEST_CASE("without kernels an answer names no kind") {
    SyntheticRun suites;
    CHECK_THAT(question(answer(suites.run()), "cost-without-lto").summary,
               Catch::Matchers::StartsWith("inline-clone changes runtime by"));
    const Answer empty = answer(RunResult{});
    CHECK(empty.questions.size() == 9);
    for (const QuestionAnswer& one : empty.questions) {
        CHECK(one.verdict == Verdict::not_measured);
    }
}
