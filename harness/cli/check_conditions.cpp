// SPDX-License-Identifier: Apache-2.0
#include "cli/check_conditions.hpp"

#include "model/conditions.hpp"
#include "os/machine.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <thread>

namespace klp {
namespace {

constexpr double quiet_load = 0.5;
constexpr const char* unknown = "unknown";

std::string setting(const ConditionsFound& found, const std::string& name) {
    const auto entry = std::find_if(found.settings.begin(), found.settings.end(),
                                    [&name](const auto& one) { return one.first == name; });
    return entry == found.settings.end() ? unknown : entry->second;
}

Check judge(bool good, std::string subject, std::string finding, std::string remedy) {
    return good ? Check{CheckState::ok, std::move(subject), std::move(finding), {}}
                : Check{CheckState::disturbs, std::move(subject), std::move(finding),
                        std::move(remedy)};
}

Check check_processors(std::size_t cpus) {
    return judge(cpus > 1, "processors", fmt::format("{} usable", cpus),
                 "with a second one, klpbench itself does not interrupt what it measures");
}

Check check_load(double load) {
    return std::isnan(load)
               ? judge(false, "load", "the kernel does not show it", "mount /proc")
               : judge(load < quiet_load, "load", fmt::format("{:.2f} over the last minute", load),
                       "end other work before a run");
}

Check check_share(const std::string& subject, const std::string& what, double share, double limit,
                  const std::string& remedy, const std::string& to_see_it) {
    const std::string rule = fmt::format("a block is judged disturbed above {:.3g}%", limit * 100);
    return std::isnan(share)
               ? judge(false, subject, "the kernel does not show it; " + rule, to_see_it)
               : judge(share <= limit, subject,
                       fmt::format("{:.1f}% of {}; {}", share * 100, what, rule), remedy);
}

Check check_frequency(double mhz) {
    const std::string rule = fmt::format("a block is judged disturbed by a change above {:.3g}%",
                                         disturbing_frequency_change * 100);
    return std::isnan(mhz) ? judge(false, "frequency", "the kernel does not show it; " + rule,
                                   "measure on bare metal where times matter")
                           : judge(true, "frequency", fmt::format("{:.0f} MHz; {}", mhz, rule), {});
}

Check check_governor(const std::string& governor) {
    return governor == unknown
               ? judge(false, "frequency scaling",
                       "the kernel does not show it (a virtual machine?)",
                       "measure on bare metal where times matter")
               : judge(governor == "performance", "frequency scaling", "governor " + governor,
                       "cpupower frequency-set -g performance");
}

// Each process of a benchmark is fresh, so that its addresses are one more draw. Without
// randomisation the same accident of addresses is in all of them.
Check check_aslr(const std::string& aslr) {
    return judge(aslr != "0", "ASLR",
                 aslr == "0"       ? "off: every process has the same addresses"
                 : aslr == unknown ? "the kernel does not show it"
                                   : "on",
                 "echo 2 > /proc/sys/kernel/randomize_va_space");
}

// What a machine does not have it does not show.
void check_switch(const std::string& value, const std::string& subject, const std::string& remedy,
                  std::vector<Check>& checks) {
    if (value != unknown) {
        checks.push_back(judge(value != "1", subject, value == "1" ? "on" : "off", remedy));
    }
}

} // namespace

ConditionsFound find_conditions() {
    ConditionsFound found;
    found.cpus = allowed_cpus().size();
    found.settings = system_settings();
    found.start = read_conditions({});
    std::this_thread::sleep_for(std::chrono::seconds(1));
    found.end = read_conditions({});
    return found;
}

std::vector<Check> check_conditions(const ConditionsFound& found) {
    const ConditionsBetween now = between(found.start, found.end);
    std::vector<Check> checks{
        check_processors(found.cpus),
        check_load(found.end.load),
        check_share("pressure", "the last second a task waited for a processor", now.pressure_share,
                    disturbing_pressure_share, "end other work before a run",
                    "a kernel with CONFIG_PSI, started with psi=1"),
        check_share("steal time", "the last second the hypervisor gave to others", now.steal_share,
                    disturbing_steal_share, "measure on a machine that is not shared",
                    "mount /proc"),
        check_frequency(found.end.mhz),
        check_governor(setting(found, "governor")),
        check_aslr(setting(found, "aslr")),
    };
    check_switch(setting(found, "boost"), "turbo", "echo 0 > /sys/devices/system/cpu/cpufreq/boost",
                 checks);
    check_switch(setting(found, "smt"), "SMT", "echo off > /sys/devices/system/cpu/smt/control",
                 checks);
    return checks;
}

} // namespace klp
