// SPDX-License-Identifier: Apache-2.0
#include "report/nightly_report.hpp"

#include "report/figures.hpp"
#include "report/layout.hpp"
#include "report/nightly_words.hpp"
#include "report/paint.hpp"

#include <fmt/format.h>

#include <cmath>

namespace klp {
namespace {

constexpr std::size_t item_indent = 2;
constexpr std::size_t detail_indent = 6;
constexpr std::size_t most_configurations = 6; // of one group
constexpr std::size_t most_items = 20;         // of any list
constexpr std::size_t most_width = 300;        // of one item: a note may be a 10 kB line

std::string section(const Paint& paint, std::string_view title, const std::string& body) {
    return body.empty() ? ""
                        : fmt::format("\n{}\n{}\n{}", paint.heading(title),
                                      std::string(title.size(), '='), body);
}

std::string item(std::string_view text, std::size_t indent) {
    return paragraph(shortened(text, most_width), indent);
}

std::string list(const std::vector<std::string>& texts) {
    std::string body;
    for (std::size_t i = 0; i < texts.size() && i < most_items; ++i) {
        body += item(texts[i], item_indent);
    }
    if (texts.size() > most_items) {
        body += item(fmt::format("and {} more", texts.size() - most_items), item_indent);
    }
    return body;
}

std::string group_text(const NightReport& report, const AlarmGroup& group) {
    const NightAlarm& largest = group.largest();
    std::string body =
        item(fmt::format("{}: {}{}", shortened(largest.watched.workload, 60),
                         largest.watched.metric, group.raised_tonight ? "  NEW TONIGHT" : ""),
             item_indent);
    for (std::size_t i = 0; i < group.alarms.size() && i < most_configurations; ++i) {
        const NightAlarm& alarm = *group.alarms[i];
        body += item(fmt::format("#{} {}: {}", alarm.id,
                                 short_configuration(report, alarm.watched.configuration),
                                 change_words(alarm)),
                     item_indent + 2);
    }
    if (group.alarms.size() > most_configurations) {
        body += item(fmt::format("and {} more configurations (#{})",
                                 group.alarms.size() - most_configurations, id_words(group)),
                     item_indent + 2);
    }
    for (const std::string& what : largest.what) {
        body += item(what, detail_indent);
    }
    body += item(fmt::format("since {}", largest.since), detail_indent);
    return largest.owner.empty()
               ? body
               : body + item(fmt::format("owner: {}", largest.owner), detail_indent);
}

std::string groups_text(const NightReport& report, const std::vector<AlarmGroup>& groups) {
    std::string body;
    for (std::size_t i = 0; i < groups.size() && i < most_items; ++i) {
        body += group_text(report, groups[i]);
    }
    if (groups.size() > most_items) {
        body += item(fmt::format("and {} more workloads and metrics; the JSON report has them all",
                                 groups.size() - most_items),
                     item_indent);
    }
    return body;
}

std::string open_text(const NightReport& report) {
    std::string body = groups_text(report, open_groups(report));
    if (!body.empty()) {
        body += item(fmt::format("To end an alarm: {}", acknowledge_words), item_indent);
    }
    return body;
}

std::string suspicions_text(const NightReport& report) {
    std::vector<std::string> texts;
    texts.reserve(report.suspicions.size());
    for (const NightSuspicion& suspicion : report.suspicions) {
        texts.push_back(fmt::format(
            "{}: {}, {}: {} since {}: {}", shortened(suspicion.watched.workload, 60),
            suspicion.watched.metric, short_configuration(report, suspicion.watched.configuration),
            change_text(std::exp(suspicion.shift)), suspicion.since, suspicion.outcome));
    }
    return list(texts);
}

std::string closed_text(const NightReport& report) {
    std::vector<std::string> texts;
    texts.reserve(report.closed.size());
    for (const NightAlarm& alarm : report.closed) {
        texts.push_back(fmt::format("#{} {}: {}, {}: {}; acknowledged {}: {}", alarm.id,
                                    shortened(alarm.watched.workload, 60), alarm.watched.metric,
                                    short_configuration(report, alarm.watched.configuration),
                                    change_words(alarm), alarm.acknowledged, alarm.why));
    }
    return list(texts);
}

std::string series_text(const NightReport& report) {
    std::string body;
    for (const auto& [what, value] : report.series.identity) {
        body += item(fmt::format("{}: {}", what, value), item_indent);
    }
    for (const std::string& change : report.series.changed) {
        body += item(fmt::format("new since the series before: {}", change), item_indent);
    }
    return body;
}

} // namespace

std::string render_nightly_text(const NightReport& report, const RenderOptions& options) {
    const Paint paint(options.color);
    std::string title = paragraph(
        fmt::format("{}: {}", shortened(report.series.experiment, 100), night_headline(report)), 0);
    if (report.has_open_regression()) {
        title = paint.bad(title.substr(0, title.size() - 1)) + "\n";
    }
    return title + paragraph(night_facts(report), 0) +
           section(paint, "Open regressions", open_text(report)) +
           section(paint, "Improvements of tonight",
                   groups_text(report, improvement_groups(report))) +
           section(paint, "Suspected", suspicions_text(report)) +
           section(paint, "Failures", list(report.failures)) +
           section(paint, "Notes", list(report.notes)) +
           section(paint, "Acknowledged", closed_text(report)) +
           section(paint, "This series", series_text(report));
}

} // namespace klp
