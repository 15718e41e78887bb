// SPDX-License-Identifier: Apache-2.0
//
// A mail is read on a telephone before breakfast: what is open stands first, everything is bounded,
// and the page and the JSON have the rest.
#include "report/nightly_report.hpp"

#include "report/figures.hpp"
#include "report/markdown_escape.hpp"
#include "report/nightly_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace klp {
namespace {

constexpr std::size_t most_rows = 10;
constexpr std::size_t most_items = 3;
constexpr std::size_t most_width = 160;

std::string words(std::string_view text) {
    return markdown_words(shortened(text, most_width));
}

std::string row(const NightReport& report, const AlarmGroup& group) {
    const NightAlarm& largest = group.largest();
    const std::string where =
        group.alarms.size() == 1 ? words(short_configuration(report, largest.watched.configuration))
                                 : fmt::format("{} configurations, at most", group.alarms.size());
    const std::string what = largest.what.empty() ? "" : largest.what.front();
    return fmt::format("| {} | {} | {} {} | {}: {} | {} | {} |\n", id_words(group),
                       !largest.regression    ? "better"
                       : group.raised_tonight ? "**new**"
                                              : "open",
                       words(largest.watched.workload), words(largest.watched.metric), where,
                       words(change_words(largest)), words(what), words(largest.owner));
}

std::string table(const NightReport& report) {
    std::vector<AlarmGroup> groups = open_groups(report);
    for (AlarmGroup& better : improvement_groups(report)) {
        groups.push_back(std::move(better));
    }
    if (groups.empty()) {
        return "";
    }
    std::string text = "\n| alarm | | what | change | first of its causes | owner |\n"
                       "| --- | --- | --- | --- | --- | --- |\n";
    for (std::size_t i = 0; i < groups.size() && i < most_rows; ++i) {
        text += row(report, groups[i]);
    }
    if (groups.size() > most_rows) {
        text += fmt::format("\nand {} more; the page has them all.\n", groups.size() - most_rows);
    }
    if (report.has_open_regression()) {
        text += fmt::format("\nTo end an alarm: `{}`\n", acknowledge_words);
    }
    return text;
}

std::string list(std::string_view title, const std::vector<std::string>& texts) {
    if (texts.empty()) {
        return "";
    }
    std::string text = fmt::format("\n{}:\n", title);
    for (std::size_t i = 0; i < texts.size() && i < most_items; ++i) {
        text += fmt::format("* {}\n", words(texts[i]));
    }
    if (texts.size() > most_items) {
        text += fmt::format("* and {} more\n", texts.size() - most_items);
    }
    return text;
}

std::vector<std::string> suspected(const NightReport& report) {
    std::vector<std::string> texts;
    texts.reserve(report.suspicions.size());
    for (const NightSuspicion& suspicion : report.suspicions) {
        texts.push_back(fmt::format("{} {}, {}: {}: {}", shortened(suspicion.watched.workload, 40),
                                    suspicion.watched.metric,
                                    short_configuration(report, suspicion.watched.configuration),
                                    change_text(std::exp(suspicion.shift)), suspicion.outcome));
    }
    return texts;
}

} // namespace

std::string render_nightly_markdown(const NightReport& report) {
    return fmt::format("## {}: {}\n\nAs of {}.\n", words(report.series.experiment),
                       words(night_headline(report)), words(night_facts(report))) +
           table(report) + list("Failures", report.failures) +
           list("A new series, because of",
                report.nights <= 1 ? report.series.changed : std::vector<std::string>()) +
           list("Suspected", suspected(report)) + list("Notes", report.notes);
}

} // namespace klp
