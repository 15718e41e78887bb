// SPDX-License-Identifier: Apache-2.0
#include "cli/check_counters.hpp"

#include "measure/callgrind.hpp"

#include <fmt/format.h>

namespace klp {
namespace {

// "WHAT: REMEDY" of a refusal, in the columns of doctor.
Check refused(std::string subject, const std::string& reason) {
    const std::size_t colon = reason.rfind(": ");
    const bool has_remedy = colon != std::string::npos;
    return {CheckState::optional, std::move(subject), reason.substr(0, colon),
            has_remedy ? reason.substr(colon + 2) : std::string()};
}

void check_kind(const std::vector<PerfEvent>& events, bool software, const std::string& subject,
                const std::string& levels, std::vector<Check>& checks) {
    int all = 0;
    int available = 0;
    std::string reason;
    for (const PerfEvent& event : events) {
        if (is_software(event) == software) {
            ++all;
            available += event.unavailable.empty() ? 1 : 0;
            reason = reason.empty() ? event.unavailable : reason;
        }
    }
    if (available == all) {
        checks.push_back(
            {CheckState::ok, subject, fmt::format("all {} default events{}", all, levels), {}});
        return;
    }
    Check check = refused(subject, reason);
    check.finding = fmt::format("{} of {} default events: {}", available, all, check.finding);
    checks.push_back(std::move(check));
}

} // namespace

void check_counters(CounterSource& source, ProcessRunner& runner, std::vector<Check>& checks) {
    const Result<std::vector<PerfEvent>> events = resolve_events({"default"}, source);
    if (!events) {
        checks.push_back({CheckState::optional, "hardware counters", events.error().message,
                          "apt-get install --reinstall libpfm4"});
    } else {
        const std::optional<int> paranoid = source.paranoid();
        const std::string level =
            paranoid ? fmt::format(", kernel.perf_event_paranoid {}", *paranoid) : std::string();
        check_kind(*events, false, "hardware counters", level, checks);
        check_kind(*events, true, "software counters", level, checks);
    }
    const Callgrind callgrind = find_callgrind(runner);
    checks.push_back(callgrind.missing.empty()
                         ? Check{CheckState::ok, "instruction counts", callgrind.version, {}}
                         : refused("instruction counts", callgrind.missing));
}

} // namespace klp
