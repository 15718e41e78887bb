// SPDX-License-Identifier: Apache-2.0
#include "measure/counters.hpp"

#include "measure/counter_scale.hpp"
#include "measure/family.hpp"
#include "model/metric.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace klp {
namespace {

constexpr const char* source =
    "perf_event_open; hardware events in user space, software events in the kernel too where that "
    "is permitted";

/// The least share of the time that a counter of the visit had, when it was scaled for it.
struct LeastShare {
    std::string metric;
    double share = 1;
};

void add_count(VisitResult& visit, const std::string& metric, const BenchmarkTime& time,
               std::size_t position, LeastShare& least) {
    if (time.iterations <= 0) {
        skip_sample(visit, metric, "benchmark " + time.name + " never entered suite::region");
        return;
    }
    if (position >= time.counters.size()) {
        skip_sample(visit, metric, "the benchmark printed no value for it");
        return;
    }
    const ScaledCount count = scale_count(time.counters[position], time.iterations);
    if (!count.skipped.empty()) {
        skip_sample(visit, metric, count.skipped);
        return;
    }
    add_sample(visit, metric, count.per_iteration);
    if (count.counted_share < least.share) {
        least = {metric, count.counted_share};
    }
}

} // namespace

void add_counters(const MeasureRequest& request, const std::vector<BenchmarkTime>& times,
                  VisitResult& visit) {
    const std::vector<PerfEvent>& events = request.counting.events;
    LeastShare least;
    for (const BenchmarkTime& time : times) {
        std::size_t position = 0; // only events that are available were asked for
        for (const PerfEvent& event : events) {
            const std::string metric = event_metric(time.name, event.name);
            const std::size_t at = event.unavailable.empty() ? position++ : position;
            if (event.name == "instructions" && request.counting.replicates > 0) {
                continue;
            }
            if (event.unavailable.empty()) {
                add_count(visit, metric, time, at, least);
            } else {
                skip_sample(visit, metric, event.unavailable);
            }
        }
    }
    const auto by_callgrind = [](const PerfEvent& event) { return event.name == "instructions"; };
    if (request.counting.replicates > 0 &&
        std::any_of(events.begin(), events.end(), by_callgrind)) {
        visit.facts.push_back(
            {"counters.instructions", "not taken from the PMU: callgrind counts them in this run"});
    }
    if (!events.empty()) {
        visit.facts.push_back({"counters.source", source});
    }
    if (least.share < 1) {
        visit.facts.push_back(
            {"counters.scaled", fmt::format("{} and perhaps others: counted {:.1f}% of the time",
                                            least.metric, least.share * 100)});
    }
}

} // namespace klp
