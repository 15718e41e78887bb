// SPDX-License-Identifier: Apache-2.0
#include "os/perf_events.hpp"

#include "base/nearest.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <perfmon/perf_event.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <iterator>
#include <set>

namespace klp {
namespace {

constexpr std::size_t shown_names = 3;

Error unknown_event(const std::string& name, CounterSource& source) {
    std::vector<std::string> names = source.names();
    std::vector<std::string> near;
    while (near.size() < shown_names) {
        std::string next = nearest(name, names);
        if (next.empty()) {
            break;
        }
        std::erase(names, next);
        near.push_back(std::move(next));
    }
    return usage_error(
               near.empty()
                   ? fmt::format("libpfm4 knows no event \"{}\" on this machine", name)
                   : fmt::format("libpfm4 knows no event \"{}\" on this machine; the nearest: {}",
                                 name, fmt::join(near, ", ")))
        .value();
}

// The kernel counts these while it runs on behalf of the process, so that in user space there are
// none: a zero would be no measurement.
bool happens_in_kernel(const PerfEvent& event) {
    return is_software(event) && (event.config[0] == PERF_COUNT_SW_CONTEXT_SWITCHES ||
                                  event.config[0] == PERF_COUNT_SW_CPU_MIGRATIONS);
}

bool is_refused(int error) {
    return error == EACCES || error == EPERM;
}

void try_out(PerfEvent& event, CounterSource& source) {
    const bool plain = event.name.find(':') == std::string::npos;
    if (is_software(event) && plain) {
        event.exclude_kernel = false;
        event.exclude_hypervisor = false;
    }
    int error = source.try_open(event);
    if (is_refused(error) && is_software(event) && plain && !happens_in_kernel(event)) {
        event.exclude_kernel = true;
        event.exclude_hypervisor = true;
        error = source.try_open(event);
    }
    if (error != 0) {
        event.unavailable = describe_refusal(error, source.paranoid());
    }
}

std::vector<std::string> expand(const std::vector<std::string>& names) {
    std::vector<std::string> all;
    for (const std::string& name : names) {
        if (name == "default") {
            all.insert(all.end(), default_events().begin(), default_events().end());
        } else {
            all.push_back(name);
        }
    }
    return all;
}

} // namespace

bool is_software(const PerfEvent& event) {
    return event.type == PERF_TYPE_SOFTWARE;
}

const std::vector<std::string>& default_events() {
    static const std::vector<std::string> names{
        "instructions", "cycles",      "branch-misses",   "L1-icache-load-misses",
        "task-clock",   "page-faults", "context-switches"};
    return names;
}

Result<std::vector<PerfEvent>> resolve_events(const std::vector<std::string>& names,
                                              CounterSource& source) {
    std::vector<PerfEvent> events;
    events.reserve(names.size());
    std::set<std::string> seen;
    for (const std::string& name : expand(names)) {
        if (!seen.insert(name).second) {
            continue;
        }
        std::optional<PerfEvent> event = source.find(name);
        if (!event) {
            return tl::unexpected(unknown_event(name, source));
        }
        try_out(*event, source);
        events.push_back(std::move(*event));
    }
    return events;
}

std::string describe_refusal(int error, std::optional<int> paranoid) {
    const std::string words = std::strerror(error);
    if (!paranoid || error == ENOSYS) {
        return fmt::format("this kernel has no perf events ({})", words);
    }
    if (is_refused(error)) {
        return fmt::format("not permitted ({}), kernel.perf_event_paranoid is {}: sysctl "
                           "kernel.perf_event_paranoid={}",
                           words, *paranoid, *paranoid > 2 ? 2 : 1);
    }
    if (error == ENOENT || error == EOPNOTSUPP || error == ENODEV || error == ENXIO) {
        return fmt::format("no counter for it here ({}): measure on bare metal, or give the "
                           "virtual machine a PMU",
                           words);
    }
    return fmt::format("perf_event_open: {}", words);
}

std::string encode_events(const std::vector<PerfEvent>& events) {
    std::string lines;
    int group = 0;
    for (const PerfEvent& event : events) {
        if (event.unavailable.empty()) {
            const int exclude = (event.exclude_user ? 1 : 0) | (event.exclude_kernel ? 2 : 0) |
                                (event.exclude_hypervisor ? 4 : 0);
            fmt::format_to(std::back_inserter(lines), "{}{:x} {:x} {:x} {:x} {:x} {:x}",
                           lines.empty() ? "" : "\n", is_software(event) ? ++group : 0, event.type,
                           event.config[0], event.config[1], event.config[2], exclude);
        }
    }
    return lines;
}

} // namespace klp
