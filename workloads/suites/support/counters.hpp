// SPDX-License-Identifier: Apache-2.0
//
// The kernel's counters of this thread, opened as the environment variable KLPBENCH_COUNTERS says:
// a line each event, `GROUP TYPE CONFIG CONFIG1 CONFIG2 EXCLUDE`, GROUP a number from 0, the rest
// numbers as perf_event_open takes them, in base 16; EXCLUDE is the sum of 1 (user), 2 (kernel) and
// 4 (hypervisor). The events of a group count at the same time or not at all. Software events need
// no hardware and are best alone: the task clock of a group that something else leads has been seen
// to stand still (Linux 6.18).
#pragma once

#include <benchmark/benchmark.h>

#include <cstdint>
#include <vector>

namespace suite {

class Counters {
public:
    /// Opened, disabled, when first asked for, and not closed before the process ends.
    static Counters& of_process();

    [[nodiscard]] bool any() const { return !m_events.empty(); }

    void start();

    /// Stops, and reads what came in since `start`.
    void stop();

    /// Hands on what `stop` read as counters of Google Benchmark, with I the position of the event:
    /// `klpbench.I.value`, `klpbench.I.enabled_ns` and `klpbench.I.running_ns`, or
    /// `klpbench.I.error`, an errno; and `klpbench.iterations`.
    void report(benchmark::State& state) const;

private:
    struct Event {
        int group = 0;
        int fd = -1;
        int leader = -1; ///< the descriptor by which its group is read
        int error = 0;   ///< errno of perf_event_open or of the reading
        std::uint64_t id = 0;
        std::uint64_t value = 0;
        std::uint64_t enabled_ns = 0;
        std::uint64_t running_ns = 0;
    };

    std::vector<Event> m_events;
    std::vector<int> m_leaders; ///< one for each group of which something could be opened

    explicit Counters(const char* lines);
    void open(Event event, std::uint32_t type, const std::uint64_t (&config)[3], unsigned exclude);
    void read_group(int leader);
};

} // namespace suite
