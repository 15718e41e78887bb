// SPDX-License-Identifier: Apache-2.0
//
// A night in every format against its golden file, and what each must not let through.
#include "golden.hpp"
#include "nightly_fixture.hpp"
#include "report/layout.hpp"
#include "report/nightly_report.hpp"
#include "report/nightly_words.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <sstream>

namespace klp::report_test {
namespace {

using Catch::Matchers::Contains;
using Catch::Matchers::StartsWith;

std::vector<std::string> lines_of(const std::string& text) {
    std::istringstream stream(text);
    std::vector<std::string> lines;
    for (std::string line; std::getline(stream, line);) {
        lines.push_back(line);
    }
    return lines;
}

/// Nothing that a terminal or a reader could take for something else.
void check_visible(const std::string& text) {
    CHECK(valid_utf8(text) == text);
    CHECK(text.find('\x1b') == std::string::npos);
    CHECK(text.find("\xe2\x80\xae") == std::string::npos);
}

NightReport quiet_night() {
    NightReport night = full_night();
    night.series.experiment = "small";
    night.raised.clear();
    night.open.clear();
    night.failures.clear();
    return night;
}

/// What is in the element "data" of a page.
nlohmann::json data_of(const std::string& page) {
    const std::string begin = "<script type=\"application/json\" id=\"data\">";
    const std::size_t at = page.find(begin) + begin.size();
    return nlohmann::json::parse(page.substr(at, page.find("</script>", at) - at));
}

} // namespace

TEST_CASE("nightly: text") {
    const std::string text = render_nightly_text(full_night());
    check_golden("nightly.txt", text);
    check_visible(text);
    for (const std::string& line : lines_of(text)) {
        INFO(line);
        CHECK(text_width(line) <= page_width);
        CHECK_THAT(line, !StartsWith("forged"));
    }
    CHECK_THAT(render_nightly_text(full_night(), {true}), StartsWith("\x1b[31m"));
}

TEST_CASE("nightly: Markdown") {
    const std::string text = render_nightly_markdown(full_night());
    check_golden("nightly.md", text);
    check_visible(text);
    CHECK(text.find("<script") == std::string::npos);
}

TEST_CASE("nightly: JSON") {
    const std::string text = render_nightly_json(full_night());
    check_golden("nightly.json", text);
    const auto json = nlohmann::json::parse(text);
    CHECK(json["regression"] == true);
    CHECK(json["raised"].size() == 4);
    CHECK(json["raised"][3]["confirmation"]["low"].get<double>() == Approx(std::exp(0.021)));
    CHECK(json["raised"][3]["after"].get<double>() == Approx(std::exp(0.041)));
    CHECK(json["histories"][0]["points"][0]["low"].is_null());
    CHECK(json["histories"][0]["threshold"] == 0.01);
    CHECK(json["histories"][2]["threshold"] == 0.03);
    CHECK(json["closed"][0]["acknowledged"] == "2026-11-21T09:00:00Z");
}

TEST_CASE("nightly: HTML") {
    const std::string page = render_nightly_html(full_night());
    CHECK(data_of(page) == nlohmann::json::parse(render_nightly_json(full_night())));
    CHECK(page.find("<script>alert") == std::string::npos);
    CHECK_THAT(page, Contains("<noscript><pre>small &lt;script&gt;"));
    CHECK(page.find("default-src 'none'") != std::string::npos);
    check_visible(page.substr(0, page.find("<script type=\"application/json\"")));
}

TEST_CASE("nightly: the page has the last 120 nights and says so") {
    NightReport night = full_night();
    night.histories.resize(1);
    const NightPoint last = night.histories.front().points.back();
    night.histories.front().points.resize(499);
    night.histories.front().points.push_back(last);
    const auto data = data_of(render_nightly_html(night));
    CHECK(data["histories"][0]["points"].size() == 120);
    CHECK(data["histories"][0]["points"][119]["run"] == last.run);
    CHECK_THAT(data["notes"].back().get<std::string>(), Contains("the last 120 nights"));
    CHECK(nlohmann::json::parse(render_nightly_json(night))["histories"][0]["points"].size() ==
          500);
}

TEST_CASE("nightly: the headline says what is open and what is new") {
    NightReport night = full_night();
    CHECK(night_headline(night) ==
          "4 regressions are open, 3 new tonight, 1 change for the better, 1 failure");
    night.raised.clear();
    night.failures.clear();
    CHECK(night_headline(night) == "1 regression is open, none of them new");
    night.open.clear();
    CHECK(night_headline(night) == "no change was confirmed");
}

TEST_CASE("nightly: a night without news fits on a screen") {
    const std::string mail = render_nightly_markdown(quiet_night());
    CHECK_THAT(mail, StartsWith("## small: no change was confirmed\n"));
    CHECK(mail.find("| alarm |") == std::string::npos);
    CHECK(mail.find("acknowledge") == std::string::npos);
}

TEST_CASE("nightly: a mail with a hundred things changed has at most forty lines") {
    NightReport night = full_night();
    for (int i = 0; i < 100; ++i) {
        const std::string workload = "w" + std::to_string(i);
        night.raised.push_back(exact_alarm(10 + i, watched(workload, "off", "size.text"), 1, 2));
        night.failures.push_back(workload + ": failed");
        night.notes.push_back(workload + ": noted");
        night.suspicions.push_back(night.suspicions.front());
    }
    const std::string mail = render_nightly_markdown(night);
    CHECK(lines_of(mail).size() <= 40);
    CHECK_THAT(mail, Contains("and 94 more; the page has them all."));
    for (const std::string& line : lines_of(mail)) {
        CHECK(line.size() < 1500);
    }
}

TEST_CASE("nightly: one change in many configurations is one row") {
    NightReport night;
    for (int i = 0; i < 12; ++i) {
        night.raised.push_back(exact_alarm(
            20 + i, watched("ring", "value " + std::to_string(i), "size.text"), 1000, 1010 + i));
    }
    const auto groups = open_groups(night);
    REQUIRE(groups.size() == 1);
    CHECK(id_words(groups.front()) == "20 to 31");
    CHECK(groups.front().largest().after == 1021);
    CHECK_THAT(render_nightly_markdown(night),
               Contains("| 20 to 31 | **new** | ring size.text | 12 configurations, at most: ") &&
                   Contains("1021 B (+2.1%)"));
}

TEST_CASE("nightly: changes in words") {
    CHECK(change_words(exact_alarm(1, watched("ring", "off", "clones.isra"), 0, 2)) == "0 -> 2");
    CHECK(change_words(exact_alarm(1, watched("ring", "off", "clones.isra"), 4, 2)) ==
          "4 -> 2 (\u221250.0%)");
    CHECK(change_words(noisy_alarm(1, watched("ring", "off", "compile.cpu_s"), 0.05)) ==
          "+5.1% [+4.1%, +6.2%] at 99.76%, 36 units");
    CHECK(shortened("aäöü", 2) == "aä…");
    CHECK(shortened("aäöü", 4) == "aäöü");
}

} // namespace klp::report_test
