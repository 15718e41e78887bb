// SPDX-License-Identifier: Apache-2.0
#include "counters.hpp"

#include <linux/perf_event.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <cinttypes>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>

namespace suite {

Counters& Counters::of_process() {
    static Counters counters(std::getenv("KLPBENCH_COUNTERS"));
    return counters;
}

Counters::Counters(const char* lines) {
    for (const char* line = lines; line != nullptr && *line != '\0';) {
        Event event;
        std::uint32_t type = 0;
        std::uint64_t config[3] = {};
        unsigned exclude = 0;
        if (std::sscanf(line, "%x %" SCNx32 " %" SCNx64 " %" SCNx64 " %" SCNx64 " %x",
                        reinterpret_cast<unsigned*>(&event.group), &type, &config[0], &config[1],
                        &config[2], &exclude) != 6) {
            std::fprintf(stderr, "KLPBENCH_COUNTERS: not an event: %s\n", line);
            std::exit(2);
        }
        open(event, type, config, exclude);
        line = std::strchr(line, '\n');
        line = line == nullptr ? nullptr : line + 1;
    }
}

void Counters::open(Event event, std::uint32_t type, const std::uint64_t (&config)[3],
                    unsigned exclude) {
    for (const Event& other : m_events) {
        event.leader = other.group == event.group && other.fd >= 0 ? other.leader : event.leader;
    }
    const bool leads = event.leader < 0;
    perf_event_attr attributes = {};
    attributes.size = sizeof attributes;
    attributes.type = type;
    attributes.config = config[0];
    attributes.config1 = config[1];
    attributes.config2 = config[2];
    attributes.disabled = leads ? 1 : 0;
    attributes.exclude_user = exclude & 1;
    attributes.exclude_kernel = (exclude >> 1) & 1;
    attributes.exclude_hv = (exclude >> 2) & 1;
    attributes.read_format = PERF_FORMAT_GROUP | PERF_FORMAT_ID | PERF_FORMAT_TOTAL_TIME_ENABLED |
                             PERF_FORMAT_TOTAL_TIME_RUNNING;
    event.fd = static_cast<int>(
        syscall(SYS_perf_event_open, &attributes, 0, -1, event.leader, PERF_FLAG_FD_CLOEXEC));
    event.error = event.fd < 0 ? errno : 0;
    if (event.fd >= 0 && ioctl(event.fd, PERF_EVENT_IOC_ID, &event.id) != 0) {
        event.error = errno;
    }
    if (event.fd >= 0 && leads) {
        event.leader = event.fd;
        m_leaders.push_back(event.fd);
    }
    m_events.push_back(event);
}

// What came in is a difference, since PERF_EVENT_IOC_RESET leaves the times as they are.
void Counters::start() {
    for (const int leader : m_leaders) {
        read_group(leader);
    }
    for (const int leader : m_leaders) {
        ioctl(leader, PERF_EVENT_IOC_ENABLE, PERF_IOC_FLAG_GROUP);
    }
}

void Counters::stop() {
    for (const int leader : m_leaders) {
        ioctl(leader, PERF_EVENT_IOC_DISABLE, PERF_IOC_FLAG_GROUP);
    }
    const std::vector<Event> before = m_events;
    for (const int leader : m_leaders) {
        read_group(leader);
    }
    for (std::size_t i = 0; i < m_events.size(); ++i) {
        m_events[i].value -= before[i].value;
        m_events[i].enabled_ns -= before[i].enabled_ns;
        m_events[i].running_ns -= before[i].running_ns;
    }
}

void Counters::read_group(int leader) {
    // nr, time_enabled, time_running, then value and id of each.
    std::vector<std::uint64_t> words(3 + 2 * m_events.size());
    const ssize_t size = read(leader, words.data(), words.size() * sizeof words[0]);
    const int error = size < 0 ? errno : size == 0 ? EIO : 0;
    for (Event& event : m_events) {
        if (event.fd < 0 || event.leader != leader) {
            continue;
        }
        if (error != 0) {
            event.error = error;
            continue;
        }
        event.enabled_ns = words[1];
        event.running_ns = words[2];
        for (std::size_t i = 0; i < words[0]; ++i) {
            if (words[3 + 2 * i + 1] == event.id) {
                event.value = words[3 + 2 * i];
            }
        }
    }
}

void Counters::report(benchmark::State& state) const {
    for (std::size_t i = 0; i < m_events.size(); ++i) {
        const Event& event = m_events[i];
        const std::string name = "klpbench." + std::to_string(i);
        if (event.error != 0) {
            state.counters[name + ".error"] = event.error;
            continue;
        }
        state.counters[name + ".value"] = static_cast<double>(event.value);
        state.counters[name + ".enabled_ns"] = static_cast<double>(event.enabled_ns);
        state.counters[name + ".running_ns"] = static_cast<double>(event.running_ns);
    }
    state.counters["klpbench.iterations"] = static_cast<double>(state.max_iterations);
}

} // namespace suite
