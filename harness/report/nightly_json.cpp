// SPDX-License-Identifier: Apache-2.0
#include "report/nightly_json.hpp"

#include "model/metric.hpp"
#include "report/nightly_report.hpp"
#include "report/nightly_words.hpp"

#include <cmath>

namespace klp {
namespace {

Json series_json(const NightSeries& series) {
    Json identity = Json::object();
    for (const auto& [what, value] : series.identity) {
        identity[what] = value;
    }
    return {{"id", series.id},
            {"experiment", series.experiment},
            {"started", series.started},
            {"identity", std::move(identity)},
            {"changed", series.changed}};
}

Json watched_json(const Watched& watched) {
    return {{"workload", watched.workload},
            {"configuration", configuration_json(watched.configuration)},
            {"metric", watched.metric}};
}

/// A ratio of a logarithm.
Json ratio_json(double logarithm) {
    return number_json(std::exp(logarithm));
}

Json confirmation_json(const Confirmation& confirmation) {
    Json json{{"run", confirmation.run}};
    if (!confirmation.failure.empty()) {
        json["failure"] = confirmation.failure;
        return json;
    }
    json.update({{"estimate", ratio_json(confirmation.estimate)},
                 {"low", ratio_json(confirmation.low)},
                 {"high", ratio_json(confirmation.high)},
                 {"confidence", number_json(confirmation.confidence)},
                 {"units", confirmation.units}});
    return json;
}

Json alarm_json(const NightAlarm& alarm) {
    const bool exact = alarm.kind == AlarmKind::exact;
    const auto value = [exact](double number) {
        return exact ? number_json(number) : ratio_json(number);
    };
    Json json{{"id", alarm.id}, {"kind", exact ? "exact" : "noisy"}};
    json.update(watched_json(alarm.watched));
    json.update({{"regression", alarm.regression},
                 {"run", alarm.run},
                 {"started", alarm.started},
                 {"since", alarm.since},
                 {"before", value(alarm.before)},
                 {"after", value(alarm.after)},
                 {"change", change_words(alarm)},
                 {"what", alarm.what},
                 {"owner", alarm.owner}});
    if (alarm.confirmation) {
        json["confirmation"] = confirmation_json(*alarm.confirmation);
    }
    if (!alarm.acknowledged.empty()) {
        json["acknowledged"] = alarm.acknowledged;
        json["why"] = alarm.why;
    }
    return json;
}

Json alarms_json(const std::vector<NightAlarm>& alarms) {
    Json json = Json::array();
    for (const NightAlarm& alarm : alarms) {
        json.push_back(alarm_json(alarm));
    }
    return json;
}

Json suspicion_json(const NightSuspicion& suspicion) {
    Json json = watched_json(suspicion.watched);
    json.update({{"since", suspicion.since},
                 {"shift", ratio_json(suspicion.shift)},
                 {"outcome", suspicion.outcome}});
    if (suspicion.confirmation) {
        json["confirmation"] = confirmation_json(*suspicion.confirmation);
    }
    return json;
}

Json history_json(const WatchedHistory& history, const NightlySettings& settings) {
    const bool exact = history.kind == MetricKind::exact;
    Json points = Json::array();
    for (const NightPoint& point : history.points) {
        Json json{{"run", point.run}, {"started", point.started}};
        json["value"] = exact ? number_json(point.value) : ratio_json(point.value);
        if (!exact) {
            json.update({{"low", std::isfinite(point.low) ? ratio_json(point.low) : Json()},
                         {"high", std::isfinite(point.high) ? ratio_json(point.high) : Json()},
                         {"units", point.units},
                         {"same_image", point.same_image}});
        }
        points.push_back(std::move(json));
    }
    const MetricInfo* info = find_metric(history.watched.metric);
    Json json = watched_json(history.watched);
    json.update({{"kind", to_string(history.kind)},
                 {"unit", !exact || info == nullptr ? "" : info->unit},
                 {"better", to_string(info == nullptr ? Better::lower : info->better)}});
    if (!exact) {
        json["threshold"] = number_json(threshold_of(settings, history.watched.metric));
    }
    json["points"] = std::move(points);
    return json;
}

} // namespace

Json nightly_json(const NightReport& report) {
    Json earlier = Json::array();
    for (const NightSeries& series : report.earlier) {
        earlier.push_back(series_json(series));
    }
    Json suspicions = Json::array();
    for (const NightSuspicion& suspicion : report.suspicions) {
        suspicions.push_back(suspicion_json(suspicion));
    }
    Json histories = Json::array();
    for (const WatchedHistory& history : report.histories) {
        histories.push_back(history_json(history, report.settings));
    }
    return {{"experiment", report.series.experiment},
            {"headline", night_headline(report)},
            {"regression", report.has_open_regression()},
            {"run", report.run},
            {"started", report.started},
            {"nights", report.nights},
            {"series", series_json(report.series)},
            {"earlier", std::move(earlier)},
            {"raised", alarms_json(report.raised)},
            {"open", alarms_json(report.open)},
            {"closed", alarms_json(report.closed)},
            {"suspicions", std::move(suspicions)},
            {"failures", report.failures},
            {"notes", report.notes},
            {"histories", std::move(histories)}};
}

std::string render_nightly_json(const NightReport& report) {
    return json_text(nightly_json(report));
}

} // namespace klp
