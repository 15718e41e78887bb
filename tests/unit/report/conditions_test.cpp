// SPDX-License-Identifier: Apache-2.0
#include "report/conditions.hpp"

#include "report_fixture.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <limits>

namespace klp::report_test {
namespace {

RunResult run_with_blocks() {
    RunResult run = small_run();
    constexpr double untold = std::numeric_limits<double>::quiet_NaN();
    for (int replicate = 0; replicate < 5; ++replicate) {
        Block block;
        block.workload = "heap";
        block.replicate = replicate;
        block.cpu = replicate % 2;
        block.load = 1.0 + replicate;
        block.steal_share = replicate == 4 ? 0.08 : 0.001 * replicate;
        block.pressure_share = replicate == 3 ? 0.5 : 0.0;
        block.mhz_at_start = untold;
        block.mhz_at_end = untold;
        run.blocks.push_back(block);
    }
    run.environment.settings = {{"aslr", "2"}, {"governor", "unknown"}};
    return run;
}

} // namespace

TEST_CASE("the conditions of blocks are counted against their limits", "[report]") {
    const auto rows = conditions_of(run_with_blocks());
    const std::vector<std::pair<std::string, std::string>> expected{
        {"blocks disturbed", "2 of 5: 1 by pressure, 1 by steal; none was dropped"},
        {"processors", "pinned to 0, 1"},
        {"load", "median 3.00, greatest 5.00"},
        {"steal", "median 0.2%, greatest 8.0% (limit 2%)"},
        {"pressure", "median 0.0%, greatest 50.0% (limit 10%)"},
        {"frequency change", "not told by this system, so not judged"},
        {"aslr", "2"},
        {"governor", "unknown"}};
    CHECK(rows == expected);
    CHECK(conditions_of(small_run()).empty());
}

TEST_CASE("JSON tells layouts, controls, blocks, settings and where counts and plugins come from",
          "[report]") {
    RunResult run = run_with_blocks();
    run.stopped = "decided at look 2 of 3";
    run.looks = 3;
    run.cells[0].layouts = {{0, 18'446'744'073'709'551'615ULL}, {1, 7}};
    run.cells[0].facts = {{"instructions.source", "callgrind (x)"}, {"initcalls", "a\nb"}};
    run.controls = {run.cells[0]};
    run.probes = {{"gcc-12", {"-fplugin=/a/cache/plugins/0f3b/klp_plugin.so"}, true, ""}};
    run.proofs.resize(1);
    run.proofs[0].equivalent_flags = {"-fno-x", "-fplugin=/a/cache/plugins/0f3b/klp_plugin.so"};
    const auto json = nlohmann::json::parse(render_report("json", run, small_answer()).value());
    CHECK(json["looks"] == 3);
    CHECK(json["stopped"] == "decided at look 2 of 3");
    CHECK(json["environment"]["settings"]["aslr"] == "2");
    CHECK(json["cells"][0]["layouts"] == nlohmann::json({"18446744073709551615", "7"}));
    CHECK(json["cells"][0]["facts"] == nlohmann::json({{"instructions.source", "callgrind (x)"}}));
    CHECK_FALSE(json["cells"][1].contains("layouts"));
    CHECK(json["controls"].size() == 1);
    CHECK(json["probes"][0]["flags"] == nlohmann::json::array({"-fplugin=0f3b/klp_plugin.so"}));
    CHECK(json["proofs"][0]["equivalent_flags"] ==
          nlohmann::json({"-fno-x", "-fplugin=0f3b/klp_plugin.so"}));
    REQUIRE(json["blocks"].size() == 5);
    CHECK(json["blocks"][4]["steal_share"] == 0.08);
    CHECK(json["blocks"][4]["cpu"] == 0);
    CHECK(json["blocks"][4]["mhz_at_end"].is_null());
}

TEST_CASE("text and Markdown reports have a section of conditions where there are any",
          "[report]") {
    for (const char* format : {"text", "md"}) {
        const auto with = render_report(format, run_with_blocks(), small_answer()).value();
        CHECK(with.find("Conditions") != std::string::npos);
        CHECK(with.find("2 of 5: 1 by pressure, 1 by steal") != std::string::npos);
        const auto without = render_report(format, small_run(), small_answer()).value();
        CHECK(without.find("Conditions") == std::string::npos);
    }
}

TEST_CASE("a report says which looks were planned, why the run ended and what is primary",
          "[report]") {
    RunResult run = small_run();
    run.looks = 4;
    run.stopped = "decided at look 2 of 4";
    run.primary_metrics = {"runtime", "size.text"};
    const auto text = render_report("md", run, small_answer()).value();
    CHECK(text.find("4 planned; ended: decided at look 2 of 4") != std::string::npos);
    CHECK(text.find("runtime, size.text") != std::string::npos);
}

} // namespace klp::report_test
