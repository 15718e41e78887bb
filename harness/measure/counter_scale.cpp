// SPDX-License-Identifier: Apache-2.0
#include "measure/counter_scale.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <cstring>

namespace klp {

ScaledCount scale_count(const CounterReading& reading, double iterations) {
    ScaledCount count;
    if (reading.error == EINVAL || reading.error == ENOSPC) {
        count.skipped = "no counter is left for it beside the events before it: ask for fewer "
                        "events at once";
        return count;
    }
    if (reading.error != 0) {
        count.skipped = fmt::format("perf_event_open: {}", std::strerror(reading.error));
        return count;
    }
    if (reading.running_ns <= 0) {
        count.skipped = "never scheduled: other users hold the counters (the NMI watchdog is one: "
                        "sysctl kernel.nmi_watchdog=0)";
        return count;
    }
    count.counted_share =
        reading.running_ns < reading.enabled_ns ? reading.running_ns / reading.enabled_ns : 1.0;
    if (count.counted_share < least_counted_share) {
        count.skipped = fmt::format("multiplexed: counted {:.0f}% of the time: ask for fewer "
                                    "events at once",
                                    count.counted_share * 100);
        return count;
    }
    count.per_iteration = reading.value / count.counted_share / iterations;
    return count;
}

} // namespace klp
