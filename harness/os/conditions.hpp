// SPDX-License-Identifier: Apache-2.0
//
// What a Linux system tells of the conditions under which something runs on it. The parsers are
// pure; what a file does not tell is NaN.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace klp {

/// Time of a processor since boot, in clock ticks (proc(5), /proc/stat).
struct ProcessorTicks {
    double all = 0;   ///< user, nice, system, idle, iowait, irq, softirq and steal
    double steal = 0; ///< that the hypervisor gave to others
};

/// The line of processor `cpu` in /proc/stat, of all processors when it is not set.
std::optional<ProcessorTicks> parse_ticks(std::string_view proc_stat, std::optional<int> cpu);

/// Microseconds since boot in which some task waited for a processor: `total` of the line `some` of
/// /proc/pressure/cpu.
double parse_pressure_us(std::string_view proc_pressure_cpu);

/// "cpu MHz" of a processor in /proc/cpuinfo.
double parse_mhz(std::string_view proc_cpuinfo, int cpu);

/// What was read at one moment.
struct Conditions {
    double at = 0;   ///< seconds of CLOCK_MONOTONIC
    double load = 0; ///< one-minute load average
    std::optional<ProcessorTicks> ticks;
    double pressure_us = 0;
    double mhz = 0; ///< of cpufreq, else of /proc/cpuinfo
};

/// Reads them now, of processor `cpu`, or of all where it says nothing of one.
Conditions read_conditions(std::optional<int> cpu);

/// What happened between two readings. NaN where either did not tell, or no time went by.
struct ConditionsBetween {
    double load = 0;           ///< mean of both
    double steal_share = 0;    ///< of the processor's time
    double pressure_share = 0; ///< of the time
};
ConditionsBetween between(const Conditions& start, const Conditions& end);

/// Settings of the system that bear on times, as NAME and VALUE in this order: "aslr", "governor",
/// "boost", "smt"; "unknown" where the kernel does not show it.
std::vector<std::pair<std::string, std::string>> system_settings();

} // namespace klp
