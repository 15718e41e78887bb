// SPDX-License-Identifier: Apache-2.0
//
// What `impact` prints, in every format, against its file; and with names that could break one.
#include "golden.hpp"
#include "report/impact_report.hpp"
#include "report/layout.hpp"
#include "report_fixture.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <sstream>

namespace klp::report_test {
namespace {

using Catch::Matchers::Contains;

const SourceFunction twice{"twice", "lib/math.c", 3, 19};
const SourceFunction use{"use", "lib/math.c", 7, 5};
const SourceFunction entry{"entry", "kernel/entry.c", 12, 5};

AffectedFunction holder(const SourceFunction& function, const std::string& unit,
                        std::vector<ImpactStep> steps, bool cross_unit = false) {
    return {function, unit, std::move(steps), cross_unit};
}

/// A function that `use` holds, and under LTO `entry` too; and one that no build names.
ConfigurationImpact configuration(const std::string& lto) {
    ConfigurationImpact impact;
    impact.workload = "heap";
    impact.configuration =
        Configuration({{"compiler", "gcc-12"}, {"lto", lto}, {"live_patching", "off"}});
    FunctionImpact of_twice{twice, "changed at lib/math.c:4; changed at lib/math.c:5", {}};
    of_twice.affected = {holder(twice, "lib/math.c", {}),
                         holder({"use.constprop.0", "lib/math.c", 7, 5}, "lib/math.c",
                                {{"inline", "use"}, {"constprop", "use.constprop.0"}})};
    if (lto == "full") {
        of_twice.affected.push_back(
            holder(entry, "kernel/entry.c", {{"inline", "use"}, {"inline", "entry"}}, true));
    }
    of_twice.selectively_inlined = true;
    FunctionImpact of_use{use, "", {holder(use, "lib/math.c", {})}};
    FunctionImpact unknown{{"plain", "lib/plain.c", 1, 5}, "changed at lib/plain.c:2", {}};
    unknown.known = false;
    impact.together = of_twice.affected;
    impact.together.push_back(of_use.affected.front());
    impact.functions = {of_twice, of_use, {{"gone", "lib/gone.c", 9, 5}, "", {}}, unknown};
    impact.sizes = {{1, 90}, {2, 8}, {lto == "full" ? 31U : 12U, 2}};
    impact.selectively_inlined = 5;
    return impact;
}

ImpactReport one_configuration() {
    ImpactReport report{"fix.diff", false, {"lib/math.h:9: only comments or layout change"}, {}};
    report.configurations = {configuration("full")};
    report.configurations.front().notes = {"2 malformed lines skipped, the first: a.c:3: what"};
    return report;
}

ImpactReport several_configurations() {
    ImpactReport report{"twice use", false, {}, {configuration("off"), configuration("full")}};
    report.configurations.back().notes = {"no image or object was found in the folder"};
    return report;
}

/// Every text that a workload, a dump or a command line can put in is `name`.
ImpactReport report_of(const std::string& name) {
    ImpactReport report{name, false, {name}, {}};
    for (const std::string number : {"1", "2"}) {
        ConfigurationImpact impact;
        impact.dumps = number + name;
        const SourceFunction function{name, name, 1, 1};
        FunctionImpact of{function, name, {holder(function, name, {})}};
        const std::string part = fmt::format("{}.part.{}", name, number);
        const std::string host = fmt::format("{}/", name);
        of.affected.push_back(holder({part, name, 2, 1}, name, {{"inline", host}, {name, part}}));
        impact.functions = {of, of};
        impact.together = of.affected;
        impact.notes = {name};
        report.configurations.push_back(impact);
    }
    return report;
}

std::string render(const ImpactReport& report, std::string_view format) {
    const auto formats = impact_formats();
    const auto row = std::find_if(formats.begin(), formats.end(),
                                  [format](const auto& known) { return known.name == format; });
    REQUIRE(row != formats.end());
    return row->render(report, {false});
}

void check_plain(const std::string& text) {
    CHECK(valid_utf8(text) == text);
    CHECK(std::none_of(text.begin(), text.end(), [](char byte) {
        return (static_cast<unsigned char>(byte) < ' ' && byte != '\n') || byte == '\x7f';
    }));
    CHECK_THAT(text, !Contains("\xe2\x80\xae")); // right-to-left override
}

// Quotes pair up on each line: no name ends a DOT string or a line early.
bool strings_end(const std::string& line) {
    bool inside = false;
    for (std::size_t i = 0; i < line.size(); ++i) {
        if (inside && line[i] == '\\') {
            ++i;
        } else {
            inside = (line[i] == '"') != inside;
        }
    }
    return !inside;
}

// The longest lines of text and the statements of DOT are counted, JSON is read again.
void check_formats(const ImpactReport& report, const std::string& name) {
    const std::string text = render(report, "text");
    check_plain(text);
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
        CHECK(text_width(line) <= page_width);
    }
    const nlohmann::json read = nlohmann::json::parse(render(report, "json")).at(0);
    CHECK(read.at("functions").at(0).at("name") == valid_utf8(name));
    CHECK(read.at("functions").at(0).at("affected").at(1).at("via").at(1) == valid_utf8(name));
    const std::string dot = render(report, "dot");
    check_plain(dot);
    CHECK(std::count(dot.begin(), dot.end(), '\n') == 20);
    std::istringstream statements(dot);
    for (std::string line; std::getline(statements, line);) {
        CHECK(strings_end(line));
    }
}

} // namespace

TEST_CASE("golden: the impact of functions in one configuration", "[report]") {
    check_golden("impact.txt", render(one_configuration(), "text"));
    check_golden("impact.json", render(one_configuration(), "json"));
    check_golden("impact.dot", render(one_configuration(), "dot"));
}

TEST_CASE("golden: the impact of functions side by side", "[report]") {
    check_golden("impact_side_by_side.txt", render(several_configurations(), "text"));
    check_golden("impact_side_by_side.json", render(several_configurations(), "json"));
    check_golden("impact_side_by_side.dot", render(several_configurations(), "dot"));
}

TEST_CASE("golden: the impact of every function", "[report]") {
    ImpactReport report = several_configurations();
    report.every_function = true;
    report.configurations.push_back(configuration("off"));
    report.configurations.back().configuration.set("live_patching", "inline-clone");
    report.configurations.back().sizes.clear();
    check_golden("impact_all.txt", render(report, "text"));
}

TEST_CASE("golden: hostile names in every format of impact", "[report]") {
    const ImpactReport report = report_of(hostile);
    check_golden("impact_hostile.txt", render(report, "text"));
    check_golden("impact_hostile.dot", render(report, "dot"));
}

TEST_CASE("no name breaks a format of impact", "[report]") {
    const std::vector<std::string> names{hostile,  std::string(10'000, 'n'),          "a\\",
                                         "\\\"\\", "];}\n\"x\" -> \"y\"\r\t\x7f\x01", " "};
    for (const std::string& name : names) {
        CAPTURE(name);
        check_formats(report_of(name), name);
    }
}

TEST_CASE("impact: a heading in colour has the codes and no others", "[report]") {
    const std::string text = render_impact_text(report_of(hostile), {true});
    CHECK(std::count(text.begin(), text.end(), '\x1b') ==
          4); // a heading of two lines, each begun and ended
}

} // namespace klp::report_test
