// SPDX-License-Identifier: Apache-2.0
//
// JUnit XML in the form of Jenkins' junit-10.xsd: a suite for each workload with a case for each
// cell, and the suite "answer" with a case for each question. A cell that failed is a failure; one
// that is unsupported or excluded, and a question without a measurement, is skipped; a verdict,
// whatever it says, is no failure. There are no times: how long a cell took is in no result.
#include "report/findings.hpp"
#include "report/formats.hpp"
#include "report/layout.hpp"
#include "report/markup_escape.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace klp {
namespace {

enum class Ending { passed, failed, skipped };

struct Case {
    std::string name;
    Ending ending = Ending::passed;
    std::string type;    ///< of what failed or was skipped: "build-failed"
    std::string message; ///< the same in words
    std::string details; ///< lines
    std::string output;  ///< lines for system-out
};

struct Suite {
    std::string name;
    std::string properties; ///< an element
    std::vector<Case> cases;
};

/// Each line with its end.
std::string xml_lines(std::string_view text) {
    if (text.empty()) {
        return {};
    }
    if (text.ends_with('\n')) {
        text.remove_suffix(1);
    }
    return markup_lines(text) + "\n";
}

Case case_of(const CellResult& cell) {
    Case result{cell.configuration.text(),
                Ending::passed,
                std::string(to_string(cell.outcome)),
                cell.reason,
                cell.diagnostic,
                ""};
    if (cell.outcome != Outcome::ok) {
        result.ending = is_failure(cell.outcome) ? Ending::failed : Ending::skipped;
    }
    for (const auto& [axis, how] : cell.realisation) {
        if (how == Realisation::equivalent) {
            result.output += fmt::format("equivalent realisation: {}={}\n", visible(axis),
                                         visible(cell.configuration.get(axis)));
        }
    }
    for (const std::string& warning : cell.warnings) {
        result.output += "warning: " + visible(warning) + "\n";
    }
    return result;
}

std::vector<Suite> suites_of(const RunResult& run) {
    std::vector<Suite> suites;
    for (const CellResult& cell : run.cells) {
        auto suite = std::find_if(suites.begin(), suites.end(), [&cell](const Suite& known) {
            return known.name == cell.workload;
        });
        if (suite == suites.end()) {
            suite = suites.insert(suites.end(), {cell.workload, "", {}});
        }
        suite->cases.push_back(case_of(cell));
    }
    return suites;
}

std::string properties_text(const RunResult& run) {
    std::string text;
    for (const auto& [subject, value] : facts_of(run)) {
        text += fmt::format("      <property name=\"{}\" value=\"{}\"/>\n", markup_words(subject),
                            markup_words(value));
    }
    return "    <properties>\n" + text + "    </properties>\n";
}

Suite answer_suite(const RunResult& run, const Answer& answer) {
    Suite suite{"answer", properties_text(run), {}};
    for (const QuestionAnswer& question : answer.questions) {
        Case& result = suite.cases.emplace_back();
        result.name = question.id;
        result.output = fmt::format("{}\n{}: {}\n", visible(question.question),
                                    to_string(question.verdict), visible(question.summary));
        if (question.verdict == Verdict::not_measured) {
            result.ending = Ending::skipped;
            result.type = to_string(question.verdict);
            result.message = question.summary.empty() ? "not measured" : question.summary;
        }
    }
    if (run.pending > 0) { // they have no cells that could be cases
        suite.cases.push_back({"every planned cell was measured", Ending::skipped, "pending",
                               fmt::format("{} not measured yet", run.pending), "", ""});
    }
    return suite;
}

std::string case_text(const Case& result, std::string_view class_name) {
    std::string body;
    if (result.ending != Ending::passed) {
        const std::string_view element = result.ending == Ending::failed ? "failure" : "skipped";
        body += fmt::format("      <{0} type=\"{1}\" message=\"{2}\">{3}</{0}>\n", element,
                            markup_words(result.type), markup_words(result.message),
                            xml_lines(result.details));
    }
    if (!result.output.empty()) {
        body += fmt::format("      <system-out>{}</system-out>\n", xml_lines(result.output));
    }
    const std::string start = fmt::format("    <testcase name=\"{}\" classname=\"{}\"",
                                          markup_words(result.name), markup_words(class_name));
    return body.empty() ? start + "/>\n" : start + ">\n" + body + "    </testcase>\n";
}

std::ptrdiff_t count(const Suite& suite, Ending ending) {
    return std::count_if(suite.cases.begin(), suite.cases.end(),
                         [ending](const Case& one) { return one.ending == ending; });
}

std::string suite_text(const RunResult& run, const Suite& suite) {
    // "2024-05-01T10:00:00": the schema's readers take no zone.
    const std::string started = run.environment.started.substr(0, 19);
    std::string text = fmt::format(
        "  <testsuite name=\"{}\" tests=\"{}\" failures=\"{}\" errors=\"0\" skipped=\"{}\"{}>\n",
        markup_words(suite.name), suite.cases.size(), count(suite, Ending::failed),
        count(suite, Ending::skipped),
        started.empty() ? "" : fmt::format(" timestamp=\"{}\"", markup_words(started)));
    text += suite.properties;
    for (const Case& result : suite.cases) {
        text += case_text(result, run.experiment + "." + suite.name);
    }
    return text + "  </testsuite>\n";
}

} // namespace

std::string render_junit(const ReportContent& content, const RenderOptions& /*options*/) {
    std::vector<Suite> suites = suites_of(content.run);
    suites.push_back(answer_suite(content.run, content.answer));
    std::size_t tests = 0;
    std::ptrdiff_t failures = 0;
    std::string text;
    for (const Suite& suite : suites) {
        tests += suite.cases.size();
        failures += count(suite, Ending::failed);
        text += suite_text(content.run, suite);
    }
    return fmt::format("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                       "<testsuites name=\"{}\" tests=\"{}\" failures=\"{}\" errors=\"0\">\n"
                       "{}</testsuites>\n",
                       markup_words(content.run.experiment), tests, failures, text);
}

} // namespace klp
