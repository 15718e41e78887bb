// SPDX-License-Identifier: Apache-2.0
#include "report/nightly_words.hpp"

#include "report/figures.hpp"
#include "report/layout.hpp"
#include "report/overview.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <set>

namespace klp {
namespace {

void add(std::vector<AlarmGroup>& groups, const NightAlarm& alarm, bool raised_tonight) {
    const auto group =
        std::find_if(groups.begin(), groups.end(), [&alarm](const AlarmGroup& candidate) {
            const NightAlarm& first = *candidate.alarms.front();
            return first.watched.workload == alarm.watched.workload &&
                   first.watched.metric == alarm.watched.metric && first.kind == alarm.kind;
        });
    if (group == groups.end()) {
        groups.push_back({{&alarm}, raised_tonight});
        return;
    }
    group->alarms.push_back(&alarm);
    group->raised_tonight = group->raised_tonight || raised_tonight;
}

std::vector<AlarmGroup> ordered(std::vector<AlarmGroup> groups) {
    for (AlarmGroup& group : groups) {
        std::stable_sort(group.alarms.begin(), group.alarms.end(),
                         [](const NightAlarm* x, const NightAlarm* y) {
                             return std::abs(size_of(*x)) > std::abs(size_of(*y));
                         });
    }
    std::stable_sort(groups.begin(), groups.end(), [](const AlarmGroup& x, const AlarmGroup& y) {
        return x.raised_tonight > y.raised_tonight;
    });
    return groups;
}

std::size_t count_open(const std::vector<NightAlarm>& alarms) {
    return static_cast<std::size_t>(std::count_if(
        alarms.begin(), alarms.end(), [](const NightAlarm& alarm) { return alarm.is_open(); }));
}

std::string counted(std::size_t count, const char* noun) {
    return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

} // namespace

std::string night_headline(const NightReport& report) {
    const std::size_t tonight = count_open(report.raised);
    const std::size_t open = tonight + count_open(report.open);
    const std::size_t better = static_cast<std::size_t>(
        std::count_if(report.raised.begin(), report.raised.end(),
                      [](const NightAlarm& alarm) { return !alarm.regression; }));
    std::vector<std::string> parts;
    if (open > 0) {
        parts.push_back(
            fmt::format("{} {} open", counted(open, "regression"), open == 1 ? "is" : "are"));
        parts.push_back(tonight == 0 ? "none of them new" : fmt::format("{} new tonight", tonight));
    }
    if (better > 0) {
        parts.push_back(fmt::format("{} for the better", counted(better, "change")));
    }
    if (parts.empty()) {
        parts.emplace_back("no change was confirmed");
    }
    if (!report.failures.empty()) {
        parts.push_back(counted(report.failures.size(), "failure"));
    }
    return fmt::format("{}", fmt::join(parts, ", "));
}

std::string night_facts(const NightReport& report) {
    return fmt::format("night {} of series {} (since {}), run {}, {}; {} things watched",
                       report.nights, report.series.id, report.series.started, report.run,
                       report.started, report.histories.size());
}

std::vector<AlarmGroup> open_groups(const NightReport& report) {
    std::vector<AlarmGroup> groups;
    for (const NightAlarm& alarm : report.raised) {
        if (alarm.is_open()) {
            add(groups, alarm, true);
        }
    }
    for (const NightAlarm& alarm : report.open) {
        if (alarm.is_open()) {
            add(groups, alarm, false);
        }
    }
    return ordered(std::move(groups));
}

std::vector<AlarmGroup> improvement_groups(const NightReport& report) {
    std::vector<AlarmGroup> groups;
    for (const NightAlarm& alarm : report.raised) {
        if (!alarm.regression) {
            add(groups, alarm, true);
        }
    }
    return ordered(std::move(groups));
}

double size_of(const NightAlarm& alarm) {
    if (alarm.kind == AlarmKind::noisy) {
        return alarm.confirmation ? alarm.confirmation->estimate : alarm.after - alarm.before;
    }
    return std::log(alarm.after / alarm.before);
}

std::string confirmation_words(const Confirmation& confirmation) {
    if (!confirmation.failure.empty()) {
        return confirmation.failure;
    }
    return fmt::format("{} at {:.2f}%, {} units",
                       change_text(std::exp(confirmation.estimate), std::exp(confirmation.low),
                                   std::exp(confirmation.high)),
                       100 * confirmation.confidence, confirmation.units);
}

std::string change_words(const NightAlarm& alarm) {
    if (alarm.kind == AlarmKind::noisy) {
        return alarm.confirmation ? confirmation_words(*alarm.confirmation)
                                  : change_text(std::exp(alarm.after - alarm.before));
    }
    const std::string values =
        fmt::format("{} -> {}", metric_text(alarm.watched.metric, alarm.before),
                    metric_text(alarm.watched.metric, alarm.after));
    return alarm.before > 0
               ? fmt::format("{} ({})", values, change_text(alarm.after / alarm.before))
               : values;
}

std::string short_configuration(const NightReport& report, const Configuration& configuration) {
    std::vector<Configuration::Entry> fixed = configuration.entries();
    for (const WatchedHistory& history : report.histories) {
        std::erase_if(fixed, [&history](const Configuration::Entry& entry) {
            return history.watched.configuration.get(entry.first) != entry.second;
        });
    }
    return fixed.size() == configuration.entries().size() ? configuration.short_text()
                                                          : short_label(configuration, fixed);
}

std::string id_words(const AlarmGroup& group) {
    std::set<std::int64_t> ids;
    for (const NightAlarm* alarm : group.alarms) {
        ids.insert(alarm->id);
    }
    const std::int64_t first = *ids.begin();
    const std::int64_t last = *ids.rbegin();
    if (ids.size() > 2 && last - first + 1 == static_cast<std::int64_t>(ids.size())) {
        return fmt::format("{} to {}", first, last);
    }
    return fmt::format("{}", fmt::join(ids, ", "));
}

std::string shortened(std::string_view text, std::size_t most) {
    std::string shown = visible(text);
    if (text_width(shown) <= most) {
        return shown;
    }
    std::size_t end = 0;
    for (std::size_t count = 0; end < shown.size(); ++end) {
        const bool begins = (static_cast<unsigned char>(shown[end]) & 0xc0U) != 0x80U;
        count += begins ? 1 : 0;
        if (count > most) {
            break;
        }
    }
    return shown.substr(0, end) + "…";
}

} // namespace klp
