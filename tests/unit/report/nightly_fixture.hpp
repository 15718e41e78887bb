// SPDX-License-Identifier: Apache-2.0
//
// A report of a night with everything in it: alarms of both kinds, new, open, better and
// acknowledged, suspicions, failures, an earlier series; and hostile text wherever an experiment, a
// workload or a compiler can put it.
#pragma once

#include "model/nightly.hpp"
#include "report_fixture.hpp"

#include <cmath>
#include <limits>
#include <string>

namespace klp::report_test {

inline Watched watched(const std::string& workload, const std::string& lto,
                       const std::string& metric) {
    return {workload,
            Configuration({{"compiler", "gcc-12"}, {"lto", lto}, {"live_patching", "off"}}),
            metric};
}

inline NightAlarm exact_alarm(std::int64_t id, const Watched& watched, double before,
                              double after) {
    NightAlarm alarm;
    alarm.id = id;
    alarm.series = 2;
    alarm.watched = watched;
    alarm.regression = after > before;
    alarm.run = 8;
    alarm.started = alarm.since = "2026-11-22T02:00:00Z";
    alarm.before = before;
    alarm.after = after;
    alarm.what = {"ring_put: +48 bytes (112 -> 160)", "new: ring_get (72 bytes)", "and 3 more"};
    return alarm;
}

inline Confirmation confirmation(double estimate, double width) {
    return {9, estimate, estimate - width, estimate + width, 0.9976, 36, ""};
}

inline NightAlarm noisy_alarm(std::int64_t id, const Watched& watched, double estimate) {
    NightAlarm alarm = exact_alarm(id, watched, 0.01, 0.01 + estimate);
    alarm.kind = AlarmKind::noisy;
    alarm.what.clear();
    alarm.confirmation = confirmation(estimate, 0.01);
    return alarm;
}

inline WatchedHistory noisy_history(const Watched& watched) {
    WatchedHistory history{watched, MetricKind::noisy, {}};
    for (int night = 0; night < 6; ++night) {
        const double value = 0.01 + 0.001 * night + (night == 5 ? 0.03 : 0);
        history.points.push_back({3 + night, "2026-11-1" + std::to_string(7 + night % 3), value,
                                  value - 0.004, value + 0.004, 12, night == 2});
    }
    history.points.front().low = -std::numeric_limits<double>::infinity();
    history.points.front().high = std::numeric_limits<double>::infinity();
    return history;
}

inline WatchedHistory exact_history(const Watched& watched) {
    return {watched,
            MetricKind::exact,
            {{7, "2026-11-21T02:00:00Z", 10000, 10000, 10000, 1, false},
             {8, "2026-11-22T02:00:00Z", 10048, 10048, 10048, 1, false}}};
}

/// Markup, escapes and the like, and 10 kB without a space.
inline const std::string hostile_line = hostile + std::string(10'000, 'x');

inline NightReport full_night() {
    NightReport night;
    night.series = {
        2,
        "small " + hostile,
        "2026-11-17T02:00:00Z",
        {{"machine", "x86_64, CPU " + hostile + ", 2 CPUs"}, {"gcc-12", "gcc-12 (Debian) 12.2.0"}},
        {"gcc-12: 12.1.0 -> 12.2.0 " + hostile}};
    night.earlier = {{1, "small", "2026-10-01T02:00:00Z", {{"gcc-12", "12.1.0"}}, {}}};
    night.run = 8;
    night.started = "2026-11-22T02:00:00Z";
    night.nights = 6;
    night.settings.thresholds = {{"compile.*", 0.03}};
    night.raised = {exact_alarm(3, watched("ring", "off", "size.text"), 10000, 10048),
                    exact_alarm(4, watched("ring", "full", "size.text"), 9000, 9100),
                    exact_alarm(5, watched("heap", "full", "clones.isra"), 3, 1),
                    noisy_alarm(6, watched(hostile, "full", "runtime.*.cpu_ns"), 0.031)};
    night.raised[1].owner = "size team: " + hostile_line;
    night.raised[1].what = {hostile_line};
    night.raised[3].owner = hostile;
    night.open = {exact_alarm(1, watched("heap", "off", "clones.constprop"), 0, 2)};
    night.open.front().since = "2026-11-20T02:00:00Z";
    night.closed = {noisy_alarm(2, watched("heap", "full", "compile.cpu_s"), 0.05)};
    night.closed.front().acknowledged = "2026-11-21T09:00:00Z";
    night.closed.front().why = "a new pass, agreed " + hostile;
    night.suspicions = {{watched("heap", "full", "runtime.*.cpu_ns"), "2026-11-22T02:00:00Z",
                         -0.021, 36, confirmation(-0.002, 0.004),
                         "not confirmed: -0.20% [-0.60%, +0.20%] includes no change"},
                        {watched(hostile, "off", "compile.cpu_s"), "2026-11-21T02:00:00Z", 0.04, 12,
                         Confirmation{}, "not tested: " + hostile}};
    night.suspicions[1].confirmation->failure = hostile;
    night.failures = {"slab, lto=full: ok -> build-failed (" + hostile_line + ")"};
    night.notes = {"kernels: times are not watched " + hostile};
    night.histories = {noisy_history(watched("heap", "full", "runtime.*.cpu_ns")),
                       noisy_history(watched(hostile, "full", "runtime.*.cpu_ns")),
                       noisy_history(watched("heap", "full", "compile.cpu_s")),
                       exact_history(watched("ring", "off", "size.text"))};
    return night;
}

} // namespace klp::report_test
