// SPDX-License-Identifier: Apache-2.0
#include "cli/check_conditions.hpp"

#include <catch2/catch.hpp>

#include <cmath>

using namespace klp;

namespace {

/// A quiet machine of four processors.
ConditionsFound quiet() {
    ConditionsFound found;
    found.cpus = 4;
    found.start.at = 10;
    found.start.load = 0.1;
    found.start.ticks = ProcessorTicks{1000, 0};
    found.start.mhz = 2000;
    found.end = found.start;
    found.end.at = 11;
    found.end.ticks = ProcessorTicks{1400, 0};
    found.settings = {{"aslr", "2"}, {"governor", "performance"}, {"boost", "0"}, {"smt", "0"}};
    return found;
}

Check find(const ConditionsFound& found, const std::string& subject) {
    for (const Check& check : check_conditions(found)) {
        if (check.subject == subject) {
            return check;
        }
    }
    return {CheckState::missing, "no such line", {}, {}};
}

} // namespace

TEST_CASE("a quiet machine has nine lines, all well and none with a remedy") {
    const std::vector<Check> checks = check_conditions(quiet());
    CHECK(checks.size() == 9);
    for (const Check& check : checks) {
        INFO(check.subject);
        CHECK(check.state == CheckState::ok);
        CHECK(check.remedy.empty());
    }
    CHECK(find(quiet(), "steal time").finding ==
          "0.0% of the last second the hypervisor gave to others; a block is judged disturbed "
          "above 2%");
    CHECK(find(quiet(), "frequency").finding ==
          "2000 MHz; a block is judged disturbed by a change above 5%");
}

TEST_CASE("what disturbs is told by the limits of blocks, with a remedy") {
    ConditionsFound found = quiet();
    found.end.ticks = ProcessorTicks{1400, 9}; // 9 of 400 ticks
    CHECK(find(found, "steal time").state == CheckState::disturbs);
    CHECK(find(found, "steal time").remedy == "measure on a machine that is not shared");
    found.end.ticks = ProcessorTicks{1400, 8};
    CHECK(find(found, "steal time").state == CheckState::ok);
    found.end.pressure_us = 101'000; // in a second
    CHECK(find(found, "pressure").state == CheckState::disturbs);
    CHECK(find(found, "pressure").finding ==
          "10.1% of the last second a task waited for a processor; a block is judged disturbed "
          "above 10%");
    found.end.load = 0.6;
    CHECK(find(found, "load").remedy == "end other work before a run");
    found.cpus = 1;
    CHECK(find(found, "processors").state == CheckState::disturbs);
    found.settings = {{"aslr", "0"}, {"governor", "powersave"}, {"boost", "1"}, {"smt", "1"}};
    CHECK(find(found, "ASLR").remedy == "echo 2 > /proc/sys/kernel/randomize_va_space");
    CHECK(find(found, "frequency scaling").remedy == "cpupower frequency-set -g performance");
    CHECK(find(found, "turbo").state == CheckState::disturbs);
    CHECK(find(found, "SMT").finding == "on");
}

TEST_CASE("what the kernel does not show is not called well") {
    ConditionsFound found = quiet();
    found.end.ticks.reset();
    found.end.pressure_us = std::nan("");
    found.end.load = std::nan("");
    found.end.mhz = std::nan("");
    found.settings.clear();
    for (const char* subject :
         {"steal time", "pressure", "load", "frequency", "frequency scaling"}) {
        INFO(subject);
        CHECK(find(found, subject).state == CheckState::disturbs);
        CHECK(find(found, subject).finding.starts_with("the kernel does not show it"));
        CHECK_FALSE(find(found, subject).remedy.empty());
    }
    CHECK(check_conditions(found).size() == 7); // nothing of turbo and SMT
}
