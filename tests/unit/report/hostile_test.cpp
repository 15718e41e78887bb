// SPDX-License-Identifier: Apache-2.0
//
// Whatever a workload, a compiler or an experiment calls things, every format shows it as text: a
// reader of the format finds it in one piece where it belongs, and no terminal, browser or renderer
// finds anything in it.
#include "report/layout.hpp"
#include "report_fixture.hpp"
#include "support/xml_element.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <functional>
#include <sstream>

namespace klp::report_test {
namespace {

using nlohmann::json;

const std::string markup = "<script>alert(1)</script>]]>&amp;'\"|`";
const std::string escapes = "\x1b[2J\x1b]0;x\x07\t\r";
const std::string directions = "\xe2\x80\xae"
                               "desrever\xe2\x80\x8f"
                               "\xef\xbf\xbf"; // U+202E, U+200F, U+FFFF
const std::string evil = markup + escapes + directions;
const std::string long_line(10000, 'L');

/// Evil text in every name that a report can show, each with a word of its own.
RunResult evil_run() {
    RunResult run = small_run();
    run.experiment = "experiment" + evil;
    run.axes[2].values[1] = "level" + evil;
    run.environment.compilers[0].version = "compiler" + evil;
    for (CellResult& cell : run.cells) {
        cell.workload = cell.workload + "-workload" + evil;
        if (cell.configuration.get("live_patching") != "off") {
            cell.configuration.set("live_patching", "level" + evil);
        }
        if (cell.outcome == Outcome::ok) {
            cell.metrics["runtime.bench" + evil + ".cpu_ns"] = series_of({1, 2, 3});
            cell.facts["unexplained_symbols"] = "symbol" + evil + "\n";
        }
    }
    run.cells[3].warnings = {"warning" + evil};
    run.cells[5].reason = "reason of /file" + evil;
    run.cells[5].diagnostic = "diagnostic" + evil + "\n" + long_line + "\nlast\n";
    run.cells[6].metrics["size.text"] = {{}, "skipped" + evil};
    run.cells[7].diagnostic = evil;
    return run;
}

Answer evil_answer() {
    Answer answer = small_answer();
    answer.questions[0].summary = "summary" + evil;
    return answer;
}

std::string render(const std::string& format) {
    return render_report(format, evil_run(), evil_answer()).value();
}

std::vector<std::string> split(const std::string& text, char separator) {
    std::vector<std::string> parts;
    std::istringstream stream(text);
    for (std::string part; std::getline(stream, part, separator);) {
        parts.push_back(part);
    }
    return parts;
}

/// Lines, tabs where the format has them, and no other character that a terminal acts on.
void check_plain(const std::string& text, bool with_tabs = false) {
    for (std::string line : split(text, '\n')) {
        if (with_tabs) {
            std::replace(line.begin(), line.end(), '\t', ' ');
        }
        const std::string shown = visible(line);
        INFO(shown.substr(0, 300));
        CHECK(shown == line);
    }
}

std::string without_backslashes(const std::string& text) {
    std::string bare;
    std::copy_if(text.begin(), text.end(), std::back_inserter(bare),
                 [](char c) { return c != '\\'; });
    return bare;
}

void check_text(const std::string& text) {
    check_plain(text);
    for (const std::string& line : split(text, '\n')) {
        CHECK(text_width(line) <= page_width);
    }
    CHECK(text.find("| diagnostic<script>alert(1)</script>]]>&amp;'\"|`\\x1b[2J") !=
          std::string::npos);
}

/// Of both Markdown formats: no tag but our own, no cell and no code that a workload began.
void check_markdown(const std::string& markdown) {
    check_plain(markdown);
    std::string text = markdown;
    for (const std::string tag : {"<pre>", "</pre>"}) {
        for (std::size_t at = text.find(tag); at != std::string::npos; at = text.find(tag)) {
            text.erase(at, tag.size());
        }
    }
    CHECK(text.find_first_of("<>") == std::string::npos);
    for (std::size_t at = text.find('`'); at != std::string::npos; at = text.find('`', at + 1)) {
        CHECK(text[at - 1] == '\\');
    }
    CHECK(without_backslashes(text).find("summary&lt;script&gt;alert(1)&lt;/script&gt;]]&gt;"
                                         "&amp;amp;'\"|`x1b[2J") != std::string::npos);
    CHECK(text.find("diagnostic&lt;script&gt;") != std::string::npos);
}

void check_summary(const std::string& text) {
    check_markdown(text);
    CHECK(split(text, '\n').size() < 60);
    for (const std::string& line : split(text, '\n')) {
        CHECK(line.size() < 2000);
    }
}

void check_json(const std::string& text) {
    const json report = json::parse(text);
    CHECK(report["experiment"] == "experiment" + evil);
    const json& cells = report["cells"];
    CHECK(cells[0]["workload"] == "heap-workload" + evil);
    CHECK(cells[1]["configuration"]["live_patching"] == "level" + evil);
    CHECK(cells[0]["facts"]["unexplained_symbols"] == "symbol" + evil + "\n");
    CHECK(cells[0]["metrics"].contains("runtime.bench" + evil + ".cpu_ns"));
    CHECK(cells[5]["reason"] == "reason of /file" + evil);
    CHECK(cells[5]["diagnostic"] == "diagnostic" + evil + "\n" + long_line + "\nlast\n");
    CHECK(cells[3]["warnings"][0] == "warning" + evil);
    CHECK(report["answer"]["questions"][0]["summary"] == "summary" + evil);
}

/// RFC 4180 of one line.
std::vector<std::string> csv_fields(const std::string& line) {
    std::vector<std::string> fields(1);
    bool quoted = false;
    for (std::size_t i = 0; i < line.size(); ++i) {
        if (line[i] == '"' && quoted && i + 1 < line.size() && line[i + 1] == '"') {
            fields.back() += line[++i];
        } else if (line[i] == '"') {
            quoted = !quoted;
        } else if (line[i] == ',' && !quoted) {
            fields.emplace_back();
        } else {
            fields.back() += line[i];
        }
    }
    CHECK_FALSE(quoted);
    return fields;
}

/// The eleventh field is the value; what is skipped has its reason in the last.
void check_rows(const std::vector<std::vector<std::string>>& rows,
                const std::function<std::string(const std::string&)>& shown) {
    bool has_reason = false;
    bool has_benchmark = false;
    for (const auto& row : rows) {
        REQUIRE(row.size() == 13);
        CHECK(row[0] == (&row == &rows.front() ? "experiment" : shown("experiment" + evil)));
        has_reason = has_reason || row[12] == shown("reason of /file" + evil);
        has_benchmark = has_benchmark || row[7] == shown("runtime.bench" + evil + ".cpu_ns");
    }
    CHECK(has_reason);
    CHECK(has_benchmark);
}

void check_csv(const std::string& text) {
    check_plain(text);
    std::vector<std::vector<std::string>> rows;
    for (const std::string& line : split(text, '\n')) {
        rows.push_back(csv_fields(line));
    }
    check_rows(rows, [](const std::string& value) { return visible(value); });
}

void check_tsv(const std::string& text) {
    check_plain(text, true);
    std::vector<std::vector<std::string>> rows;
    for (const std::string& line : split(text, '\n')) {
        rows.push_back(split(line + "\t.", '\t'));
        rows.back().pop_back();
    }
    check_rows(rows, [](const std::string& value) { return visible(value); });
}

void check_junit(const std::string& text) {
    check_plain(text);
    const auto root = read_xml(text);
    REQUIRE(root);
    CHECK(root->attributes.at("name") == visible("experiment" + evil));
    CHECK(root->attributes.at("failures") == "1");
    REQUIRE(root->children.size() == 3);
    const XmlElement& ring = root->children[1];
    CHECK(ring.attributes.at("name") == visible("ring-workload" + evil));
    REQUIRE(ring.children.size() == 4);
    REQUIRE(ring.children[1].children.size() == 1);
    const XmlElement& failure = ring.children[1].children[0];
    CHECK(failure.name == "failure");
    CHECK(failure.attributes.at("message") == visible("reason of /file" + evil));
    CHECK(failure.text == visible("diagnostic" + evil) + "\n" + long_line + "\nlast\n");
}

void check_gbench(const std::string& text) {
    check_plain(text);
    const json report = json::parse(text);
    CHECK(report["context"]["experiment"] == visible("experiment" + evil));
    CHECK(report["benchmarks"][0]["name"] == visible("heap-workload" + evil + "/bench" + evil +
                                                     "/compiler=gcc-12,lto=off,live_patching=off"));
}

void check_lnt(const std::string& text) {
    check_plain(text);
    const json report = json::parse(text);
    CHECK(report["run"]["llvm_project_revision"] == visible("compiler" + evil));
    CHECK(report["tests"][0]["name"] ==
          visible("heap-workload" + evil + "/compiler=gcc-12,lto=off,live_patching=off"));
}

/// Two scripts, ours: the data, which names everything as it is, and what shows it.
void check_html(const std::string& html) {
    const std::string data_begins = "<script type=\"application/json\" id=\"data\">";
    const std::size_t data = html.find(data_begins) + data_begins.size();
    const std::size_t data_end = html.find("</script>", data);
    const std::size_t script = html.find("<script", data);
    CHECK(script == html.find("<script>", data_end));
    CHECK(html.find("<script", script + 1) == std::string::npos);
    const json page = json::parse(html.substr(data, data_end - data));
    CHECK(page["experiment"] == "experiment" + evil);
    CHECK(page["workloads"][0]["name"] == "heap-workload" + evil);
    CHECK(page["cells"][5]["diagnostic"] == "diagnostic" + evil + "\n" + long_line + "\nlast\n");
    const std::size_t plain = html.find("<noscript><pre>");
    const std::string before_data = html.substr(plain, data - plain);
    CHECK(before_data.find("diagnostic&lt;script&gt;alert(1)&lt;/script&gt;]]&gt;&amp;amp;") !=
          std::string::npos);
    CHECK(before_data.find("<script>alert") == std::string::npos);
}

struct Check {
    std::string_view format;
    void (*check)(const std::string& text);
};

constexpr Check checks[]{{"text", check_text},       {"md", check_markdown},
                         {"json", check_json},       {"csv", check_csv},
                         {"tsv", check_tsv},         {"junit", check_junit},
                         {"summary", check_summary}, {"lnt", check_lnt},
                         {"gbench", check_gbench},   {"html", check_html}};

} // namespace

TEST_CASE("hostile text is text in every format", "[report]") {
    for (const ReportFormat& format : report_formats()) {
        DYNAMIC_SECTION(format.name) {
            const std::string text = render(std::string(format.name));
            CHECK(text.find('\x1b') == std::string::npos);
            CHECK(text.find('\x07') == std::string::npos);
            const auto* own =
                std::find_if(std::begin(checks), std::end(checks),
                             [&format](const Check& one) { return one.format == format.name; });
            REQUIRE(own != std::end(checks)); // a new format has a row of its own
            own->check(text);
        }
    }
}

TEST_CASE("TSV can be read back without doubt", "[report]") {
    RunResult run = small_run();
    run.experiment = "a\tb\\tc\nd\xff";
    const std::string text = render_report("tsv", run, {}).value();
    CHECK(split(split(text, '\n').at(1), '\t').front() == "a\\tb\\\\tc\\nd\\xff");
}

} // namespace klp::report_test
