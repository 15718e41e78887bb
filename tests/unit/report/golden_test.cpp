// SPDX-License-Identifier: Apache-2.0
//
// Every form of output against its file.
#include "golden.hpp"
#include "report_fixture.hpp"

namespace klp::report_test {
namespace {

std::string report(const std::string& format) {
    return render_report(format, small_run(), small_answer()).value();
}

} // namespace

TEST_CASE("golden: a run as text", "[report]") {
    check_golden("run.txt", report("text"));
}
TEST_CASE("golden: a run as Markdown", "[report]") {
    check_golden("run.md", report("md"));
}
TEST_CASE("golden: a run as JSON", "[report]") {
    check_golden("run.json", report("json"));
}
TEST_CASE("golden: a run as CSV", "[report]") {
    check_golden("run.csv", report("csv"));
}
TEST_CASE("golden: a run as TSV", "[report]") {
    check_golden("run.tsv", report("tsv"));
}
TEST_CASE("golden: a run as a summary", "[report]") {
    check_golden("run_summary.md", report("summary"));
}
TEST_CASE("golden: a run as JUnit XML", "[report]") {
    check_golden("run_junit.xml", report("junit"));
}
TEST_CASE("golden: a run as Google Benchmark's JSON", "[report]") {
    check_golden("run_gbench.json", report("gbench"));
}
TEST_CASE("golden: a run as LNT's report", "[report]") {
    check_golden("run_lnt.json", report("lnt"));
}

TEST_CASE("golden: a plan", "[report]") {
    check_golden("plan.txt", render_plan_text(small_plan(), small_experiment()));
    check_golden("plan.json", render_plan_json(small_plan(), small_experiment()));
}

TEST_CASE("golden: an answer", "[report]") {
    check_golden("answer.txt", render_answer_text(small_answer()));
    check_golden("answer.json", render_answer_json(small_answer()));
}

TEST_CASE("golden: a comparison", "[report]") {
    const std::string a = "compiler=gcc-12,lto=off,live_patching=off";
    const std::string b = "compiler=gcc-12,lto=off,live_patching=inline-clone";
    check_golden("comparison.txt", render_comparison_text(a, b, small_comparisons()));
    check_golden("comparison.json", render_comparison_json(a, b, small_comparisons()));
}

} // namespace klp::report_test
