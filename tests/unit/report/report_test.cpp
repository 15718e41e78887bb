// SPDX-License-Identifier: Apache-2.0
#include "report/layout.hpp"
#include "report_fixture.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <sstream>

namespace klp::report_test {
namespace {

std::string report(const std::string& format, const RunResult& run = small_run()) {
    return render_report(format, run, small_answer()).value();
}

std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    std::istringstream stream(text);
    for (std::string line; std::getline(stream, line);) {
        lines.push_back(line);
    }
    return lines;
}

std::string without(std::string text, const std::vector<std::string>& pieces) {
    for (const std::string& piece : pieces) {
        for (std::size_t at = text.find(piece); at != std::string::npos; at = text.find(piece)) {
            text.erase(at, piece.size());
        }
    }
    return text;
}

std::ptrdiff_t count_bars(const std::string& line) {
    const std::string bare = without(line, {"\\|"});
    return std::count(bare.begin(), bare.end(), '|');
}

void check_page(const std::string& text) {
    for (const std::string& line : lines_of(text)) {
        INFO(line);
        CHECK(text_width(line) <= 80);
        CHECK(visible(line) == line);
    }
}

// Names and words that are too long for any column.
RunResult wide_run() {
    RunResult run = small_run();
    const std::string wide(200, 'w');
    run.experiment = wide;
    run.axes.push_back({"level_of_" + wide, "1", {"1", wide}});
    for (CellResult& cell : run.cells) {
        cell.workload = "\xc3\xa9" + cell.workload + wide;
        cell.configuration.set("level_of_" + wide, cell.workload);
        cell.reason = wide + wide;
    }
    return run;
}

} // namespace

TEST_CASE("an unknown format is a usage error with the nearest name", "[report]") {
    const auto error = [](const std::string& format) {
        const Result<std::string> text = render_report(format, small_run(), small_answer());
        REQUIRE_FALSE(text);
        CHECK(text.error().kind == ErrorKind::usage);
        return text.error().message;
    };
    CHECK(error("jsn") == "there is no report format 'jsn'; did you mean 'json'?");
    CHECK(error("spreadsheet") ==
          "there is no report format 'spreadsheet'; use text, md, html, json, csv, tsv, summary, "
          "junit, gbench, lnt");
}

TEST_CASE("text is at most 80 columns wide and holds no control character", "[report]") {
    check_page(report("text"));
    check_page(report("text", wide_run()));
    check_page(render_answer_text(small_answer()));
    check_page(render_plan_text(small_plan(), small_experiment()));
    std::vector<Comparison> comparisons = small_comparisons();
    check_page(render_comparison_text(hostile, hostile, comparisons));
    comparisons[0].workload = std::string(300, 'w');
    comparisons[1].metric = "runtime." + std::string(300, 'b') + ".cpu_ns";
    check_page(render_comparison_text("a", "b", comparisons));
}

TEST_CASE("colour adds codes and changes nothing else", "[report]") {
    const std::string plain = report("text");
    const std::string colored = render_report("text", small_run(), small_answer(), {true}).value();
    CHECK(colored.find("\x1b[32msupported\x1b[0m") != std::string::npos);
    CHECK(without(colored, {"\x1b[0m", "\x1b[1m", "\x1b[31m", "\x1b[32m", "\x1b[33m"}) == plain);
}

TEST_CASE("Markdown holds no tag but its own <pre>", "[report]") {
    const std::string text = without(report("md"), {"<pre>\n", "</pre>\n"});
    CHECK(text.find('<') == std::string::npos);
    for (const std::string& line : lines_of(text)) {
        CHECK(visible(line) == line);
    }
}

TEST_CASE("every row of a Markdown table has the columns of its title", "[report]") {
    std::ptrdiff_t columns = 0;
    for (const std::string& line : lines_of(report("md"))) {
        if (!line.starts_with('|')) {
            columns = 0;
            continue;
        }
        const std::ptrdiff_t bars = count_bars(line);
        INFO(line);
        CHECK((columns == 0 || bars == columns));
        columns = bars;
    }
}

TEST_CASE("the JSON report has the form that scripts rely on", "[report]") {
    const nlohmann::json json = nlohmann::json::parse(report("json"));
    CHECK(json["experiment"] == "small");
    CHECK(json["environment"]["compilers"][0]["identity"] == "abc123");
    CHECK(json["environment"]["seed"] == 42);
    const nlohmann::json& cell = json["cells"][3];
    CHECK(cell["id"] == "heap@compiler=gcc-12,lto=full,live_patching=inline-clone");
    CHECK(cell["configuration"]["lto"] == "full");
    CHECK(cell["realisation"]["live_patching"] == "equivalent");
    CHECK(cell["warnings"].size() == 1);
    CHECK(json["cells"][0].contains("warnings") == false);
    const nlohmann::json metric = nlohmann::json::parse(
        R"({"unit":"s","better":"lower","kind":"noisy","n":3,
            "median":2.5,"min":1.25,"max":3.75,"values":[3.75,2.5,1.25]})");
    CHECK(cell["metrics"]["compile.cpu_s"] == metric);
    CHECK(json["cells"][6]["metrics"]["runtime.lookup.cpu_ns"].size() == 1);
    CHECK(json["cells"][7]["outcome"] == "unsupported");
    CHECK(json["probes"][0]["accepted"] == false);
    CHECK(json["proofs"][0]["equal"] == 4);
    CHECK(json["answer"]["questions"][0]["verdict"] == "supported");
}

TEST_CASE("a run that goes on has no end and says how many cells are left", "[report]") {
    RunResult run = small_run();
    run.finished = false;
    run.environment.ended.clear();
    run.pending = 3;
    const nlohmann::json json = nlohmann::json::parse(report("json", run));
    CHECK(json["environment"]["ended"].is_null());
    CHECK(json["pending"] == 3);
    const std::string text = report("text", run);
    CHECK(text.find("11: 6 ok, 1 unsupported, 1 build-failed, 3 not measured") !=
          std::string::npos);
    CHECK(text.find("not finished") != std::string::npos);
}

TEST_CASE("a run without cells can be reported in every format", "[report]") {
    RunResult run;
    run.experiment = "empty";
    for (const ReportFormat& format : report_formats()) {
        CHECK_FALSE(format.render({run, {}, {}}, {}).empty());
    }
}

TEST_CASE("CSV gives an axis with the name of a column another name", "[report]") {
    RunResult run = small_run();
    run.axes = {{"value", "1", {"1", "2"}}};
    CHECK(lines_of(report("csv", run)).front() ==
          "experiment,workload,axis.value,realisation,outcome,metric,unit,kind,replicate,value,"
          "skipped");
}

} // namespace klp::report_test
