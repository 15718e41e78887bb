// SPDX-License-Identifier: Apache-2.0
#include "cli/check_counters.hpp"
#include "cli/counting.hpp"
#include "support/error_of.hpp"
#include "support/fake_counters.hpp"
#include "support/fake_process_runner.hpp"

#include <catch2/catch.hpp>

#include <cerrno>

using namespace klp;

namespace {

/// No PMU; software events are counted.
struct VirtualMachine : FakeCounters {
    VirtualMachine() {
        for (const char* name : {"instructions", "cycles", "branch-misses"}) {
            add(name, 0, 1);
        }
        add("L1-icache-load-misses", 3, 0x10001);
        for (const char* name : {"task-clock", "page-faults", "context-switches"}) {
            add(name, 1, 2);
        }
        refuse = [](const PerfEvent& event) { return is_software(event) ? 0 : ENOENT; };
    }
};

} // namespace

TEST_CASE("an unknown counter is wrong usage before anything is run") {
    VirtualMachine machine;
    FakeProcessRunner runner;
    CHECK(error_of(find_counting({{"cycels"}, 1, 9}, machine, runner)).kind == ErrorKind::usage);
    CHECK(runner.requests.empty());
}

TEST_CASE("a counting setting is the experiment's, with what this machine cannot count marked") {
    VirtualMachine machine;
    FakeProcessRunner runner;
    const auto setting = find_counting({{"cycles", "page-faults"}, 0, 9}, machine, runner).value();
    REQUIRE(setting.events.size() == 2);
    CHECK_FALSE(setting.events[0].unavailable.empty());
    CHECK(setting.events[1].unavailable.empty());
    CHECK(setting.iterations == 9);
    CHECK(setting.replicates == 0);
    CHECK(runner.requests.empty()); // nobody wants Valgrind
}

TEST_CASE("doctor counts what can be counted, and gives the remedy of the rest") {
    VirtualMachine machine;
    FakeProcessRunner runner;
    runner.on({"--version"}, exited(0, "valgrind-3.19.0\n"));
    std::vector<Check> checks;
    check_counters(machine, runner, checks);
    REQUIRE(checks.size() == 3);
    CHECK(checks[0].state == CheckState::optional);
    CHECK(checks[0].finding ==
          "0 of 4 default events: no counter for it here (No such file or directory)");
    CHECK(checks[0].remedy == "measure on bare metal, or give the virtual machine a PMU");
    CHECK(checks[1].state == CheckState::ok);
    CHECK(checks[1].finding == "all 3 default events, kernel.perf_event_paranoid 2");
    CHECK(
        (checks[2].finding == "valgrind 3.19.0" || checks[2].remedy == "apt-get install valgrind"));
}
