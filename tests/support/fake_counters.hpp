// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "os/perf_events.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace klp {

/// A machine whose events are those of `events`; `refuse` answers for the kernel.
class FakeCounters : public CounterSource {
public:
    std::map<std::string, PerfEvent> events;
    int (*refuse)(const PerfEvent&) = [](const PerfEvent&) { return 0; };
    std::optional<int> level = 2;

    /// Adds an event; type 0 is hardware, 1 software, as in perf_event_open(2).
    void add(const std::string& name, std::uint32_t type, std::uint64_t config) {
        PerfEvent event;
        event.name = name;
        event.type = type;
        event.config = {config, 0, 0};
        event.exclude_kernel = true;
        event.exclude_hypervisor = true;
        events[name] = event;
    }

    std::optional<PerfEvent> find(const std::string& name) override {
        const auto found = events.find(name);
        return found == events.end() ? std::nullopt : std::optional(found->second);
    }
    std::vector<std::string> names() override {
        std::vector<std::string> all;
        all.reserve(events.size());
        for (const auto& [name, event] : events) {
            all.push_back(name);
        }
        return all;
    }
    int try_open(const PerfEvent& event) override { return refuse(event); }
    std::optional<int> paranoid() override { return level; }
};

} // namespace klp
