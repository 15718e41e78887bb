// SPDX-License-Identifier: Apache-2.0
#include "cli/judged_history.hpp"

#include "base/median.hpp"
#include "model/metric.hpp"

#include <algorithm>

namespace klp {
namespace {

// The latest noisy alarm of something watched; null when there is none.
const NightAlarm* latest_alarm(const Watched& watched, const std::vector<NightAlarm>& alarms) {
    const auto found = std::find_if(alarms.rbegin(), alarms.rend(), [&](const NightAlarm& alarm) {
        return alarm.kind == AlarmKind::noisy && alarm.watched == watched;
    });
    return found == alarms.rend() ? nullptr : &*found;
}

double level(const WatchedHistory& history, const std::string& since, bool after) {
    std::vector<double> values;
    for (const NightPoint& point : history.points) {
        if ((point.started >= since) == after) {
            values.push_back(point.value);
        }
    }
    return values.empty() ? 0 : median_of(std::move(values));
}

} // namespace

std::vector<WatchedHistory> judged_histories(const std::vector<WatchedHistory>& histories,
                                             const std::vector<NightAlarm>& alarms) {
    std::vector<WatchedHistory> judged;
    for (const WatchedHistory& history : histories) {
        const NightAlarm* const latest = latest_alarm(history.watched, alarms);
        if (history.kind != MetricKind::noisy || (latest != nullptr && latest->is_open())) {
            continue;
        }
        judged.push_back(history);
        if (latest != nullptr) {
            std::erase_if(judged.back().points, [latest](const NightPoint& point) {
                return point.started < latest->since;
            });
        }
    }
    return judged;
}

std::int64_t anchor_of(const Watched& watched, const std::vector<NightAlarm>& alarms) {
    const NightAlarm* const latest = latest_alarm(watched, alarms);
    return latest == nullptr ? 0 : latest->run;
}

NightAlarm alarm_of(const NightSuspicion& suspicion, const WatchedHistory& history) {
    NightAlarm alarm;
    alarm.kind = AlarmKind::noisy;
    alarm.watched = suspicion.watched;
    alarm.since = suspicion.since;
    alarm.before = level(history, suspicion.since, false);
    alarm.after = level(history, suspicion.since, true);
    alarm.confirmation = suspicion.confirmation;
    const MetricInfo* const metric = find_metric(suspicion.watched.metric);
    const bool higher_is_better = metric != nullptr && metric->better == Better::higher;
    alarm.regression = (suspicion.shift > 0) != higher_is_better;
    return alarm;
}

} // namespace klp
