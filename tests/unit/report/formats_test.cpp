// SPDX-License-Identifier: Apache-2.0
//
// What the formats for other tools make of outcomes, verdicts and what is missing.
#include "report/layout.hpp"
#include "report_fixture.hpp"
#include "support/xml_element.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <sstream>

namespace klp::report_test {
namespace {

using Catch::Contains;
using nlohmann::json;

XmlElement junit(const RunResult& run, const Answer& answer) {
    return read_xml(render_report("junit", run, answer).value()).value();
}

json parsed(const std::string& format, const RunResult& run) {
    return json::parse(render_report(format, run, {}).value());
}

RunResult run_of(Outcome outcome) {
    RunResult run = small_run();
    run.cells = {small_cell("heap", "off", "off")};
    run.cells[0].outcome = outcome;
    run.cells[0].reason = "why";
    return run;
}

/// Twenty ways to fail, each with long texts.
RunResult failing_run() {
    RunResult run = small_run();
    for (int i = 0; i < 20; ++i) {
        CellResult cell = small_cell("heap", "off", "off");
        cell.outcome = Outcome::build_failed;
        cell.reason = fmt::format("reason {} {}", i, std::string(5000, 'r'));
        cell.diagnostic = "a.c: In function 'f':\na.c:1: error: " + std::string(5000, 'd') + "\n";
        cell.warnings = {fmt::format("warning {} {}", i, std::string(5000, 'w'))};
        run.cells.push_back(cell);
    }
    return run;
}

} // namespace

TEST_CASE("a summary is short whatever the run is like", "[report]") {
    Answer answer = small_answer();
    answer.questions[0].summary = std::string(5000, 's');
    const std::string text = render_report("summary", failing_run(), answer).value();
    CHECK_THAT(text, Contains("- and 17 more kinds of cells\n") &&
                         Contains("- and 18 more warnings\n") && Contains(": a.c:1: error: dddd") &&
                         Contains(std::string(600, 's') + "…"));
    std::istringstream lines(text);
    int count = 0;
    for (std::string line; std::getline(lines, line); ++count) {
        CHECK(text_width(line) < 1000);
    }
    CHECK(count < 45);
}

TEST_CASE("a summary names failures before what was not meant to run", "[report]") {
    const std::string text = render_report("summary", small_run(), {}).value();
    CHECK(text.find("**build-failed** (1 cell)") < text.find("**unsupported** (1 cell)"));
}

TEST_CASE("JUnit takes failures for failures and refusals for skips", "[report]") {
    const auto element_of = [](Outcome outcome) {
        const XmlElement cell = junit(run_of(outcome), {}).children.at(0).children.at(0);
        return cell.children.empty() ? std::string("passed") : cell.children[0].name;
    };
    CHECK(element_of(Outcome::ok) == "passed");
    CHECK(element_of(Outcome::unsupported) == "skipped");
    CHECK(element_of(Outcome::excluded) == "skipped");
    CHECK(element_of(Outcome::build_failed) == "failure");
    CHECK(element_of(Outcome::wrong_result) == "failure");
    CHECK(element_of(Outcome::run_failed) == "failure");
    CHECK(element_of(Outcome::timeout) == "failure");
}

TEST_CASE("in JUnit no verdict is a failure, and what is pending is there", "[report]") {
    Answer answer = small_answer();
    answer.questions[0].verdict = Verdict::refuted;
    answer.questions[1].verdict = Verdict::not_measured;
    RunResult run = run_of(Outcome::ok);
    run.pending = 3;
    const XmlElement suite = junit(run, answer).children.at(1);
    CHECK(suite.attributes.at("tests") == "3");
    CHECK(suite.attributes.at("failures") == "0");
    CHECK(suite.attributes.at("skipped") == "2");
    CHECK(suite.children.at(0).name == "properties");
    CHECK(suite.children.at(1).children.at(0).name == "system-out");
    CHECK_THAT(suite.children[1].children[0].text, Contains("\nrefuted: inline-clone makes"));
    CHECK(suite.children.at(2).children.at(0).attributes.at("type") == "not-measured");
    CHECK(suite.children.at(3).children.at(0).attributes.at("message") == "3 not measured yet");
}

TEST_CASE("Google Benchmark's JSON has what was counted with a time, and no time for none",
          "[report]") {
    RunResult run = run_of(Outcome::ok);
    auto& metrics = run.cells[0].metrics;
    metrics["runtime.walk.cpu_ns"] = series_of({10, 20});
    metrics["runtime.walk.instructions"] = {{{1, 77}}, ""};
    metrics["runtime.boot.instructions"] = series_of({5, 5});
    metrics["runtime.skipped.cpu_ns"] = {{}, "no clock"};
    const json report = parsed("gbench", run);
    CHECK(report["context"]["benchmarks_without_time"] == 2);
    const json& entries = report["benchmarks"];
    REQUIRE(entries.size() == 2);
    CHECK(entries[0]["cpu_time"] == 10);
    CHECK(entries[1]["cpu_time"] == 20);
    CHECK(entries[1]["repetition_index"] == 1);
    CHECK(entries[1]["repetitions"] == 2);
    CHECK_FALSE(entries[0].contains("instructions"));
    CHECK(entries[1]["instructions"] == 77);
}

TEST_CASE("LNT is told how a cell ended", "[report]") {
    const auto test_of = [](Outcome outcome) { return parsed("lnt", run_of(outcome))["tests"]; };
    CHECK(test_of(Outcome::unsupported)[0]["compile_status"] == 2);
    CHECK(test_of(Outcome::build_failed)[0]["compile_status"] == 1);
    CHECK(test_of(Outcome::wrong_result)[0]["execution_status"] == 1);
    CHECK(test_of(Outcome::ok)[0].size() == 1);
    CHECK(test_of(Outcome::excluded).empty());
    CHECK(parsed("lnt", run_of(Outcome::excluded))["run"]["excluded_cells"] == "1");
}

TEST_CASE("LNT has no end of a run that goes on, and the hash of each image", "[report]") {
    RunResult run = run_of(Outcome::ok);
    run.environment.ended.clear();
    run.cells[0].facts["image.sha256"] = "abc";
    run.cells[0].metrics["runtime.walk.cpu_ns"] = series_of({10, 20});
    const json report = parsed("lnt", run);
    CHECK_FALSE(report["run"].contains("end_time"));
    CHECK(report["tests"][0]["hash"] == "abc");
    CHECK(report["tests"][1]["hash"] == "abc");
    CHECK(report["tests"][1]["execution_time"] == json::parse("[1e-8, 2e-8]"));
}

} // namespace klp::report_test
