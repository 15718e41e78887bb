// SPDX-License-Identifier: Apache-2.0
//
// Events that the kernel counts (perf_event_open(2)), by the names that libpfm4 knows. Here they
// are looked up and tried out; the benchmark's own process opens and reads them, see
// workloads/suites/support/counters.hpp.
#pragma once

#include "base/result.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace klp {

/// An event as perf_event_open takes it.
struct PerfEvent {
    std::string name; ///< as it was asked for: "branch-misses"
    std::uint32_t type = 0;
    std::array<std::uint64_t, 3> config{};
    bool exclude_user = false;
    bool exclude_kernel = false;
    bool exclude_hypervisor = false;
    std::string unavailable; ///< why it cannot be counted here, with the remedy; empty when it can
};

/// Counted by the kernel's own code; needs no hardware and is never multiplexed.
bool is_software(const PerfEvent& event);

/// The seam to libpfm4 and the kernel. Not safe to call from several threads.
class CounterSource {
public:
    CounterSource() = default;
    CounterSource(const CounterSource&) = delete;
    CounterSource& operator=(const CounterSource&) = delete;
    virtual ~CounterSource() = default;

    /// The event of a name with its modifiers ("cycles:u"), of user space when it has none. Nothing
    /// when the name is unknown.
    virtual std::optional<PerfEvent> find(const std::string& name) = 0;

    /// The names of all events that this machine's processor or kernel may have, in lower case.
    virtual std::vector<std::string> names() = 0;

    /// Opens the event on this process and closes it. Returns 0 or an errno.
    virtual int try_open(const PerfEvent& event) = 0;

    /// /proc/sys/kernel/perf_event_paranoid; nothing where the kernel has no perf events.
    virtual std::optional<int> paranoid() = 0;
};

class SystemCounters final : public CounterSource {
public:
    std::optional<PerfEvent> find(const std::string& name) override;
    std::vector<std::string> names() override;
    int try_open(const PerfEvent& event) override;
    std::optional<int> paranoid() override;
};

/// What "default" stands for; the same on every architecture of klpbench (x86_64 and aarch64),
/// whose kernels know these names on every processor with a PMU.
const std::vector<std::string>& default_events();

/// Looks up every name, "default" among them, once each and in order, and tries what was found. An
/// unknown name is wrong usage, with the nearest names. An event that cannot be counted here is one
/// of the results and says why. A hardware event is counted in user space; a software event also in
/// the kernel where that is permitted.
Result<std::vector<PerfEvent>> resolve_events(const std::vector<std::string>& names,
                                              CounterSource& source);

/// Why perf_event_open refused, in the system's words, and the remedy.
std::string describe_refusal(int error, std::optional<int> paranoid);

/// The environment variable by which a benchmark's process learns what to count.
inline constexpr const char* counters_variable = "KLPBENCH_COUNTERS";

/// Its value for the available ones of `events`: a line each, in their order. Hardware events form
/// one group; every software event is alone, because the task clock stands still in a group that
/// another event leads (Linux 6.18). Empty when none is available.
std::string encode_events(const std::vector<PerfEvent>& events);

} // namespace klp
