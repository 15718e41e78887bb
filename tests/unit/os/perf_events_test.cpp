// SPDX-License-Identifier: Apache-2.0
#include "os/perf_events.hpp"
#include "support/error_of.hpp"
#include "support/fake_counters.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cerrno>

using namespace klp;

namespace {

/// The names and numbers of linux/perf_event.h.
struct Machine : FakeCounters {
    Machine() {
        add("instructions", 0, 1);
        add("cycles", 0, 0);
        add("branch-misses", 0, 5);
        add("L1-icache-load-misses", 3, 0x10001);
        add("task-clock", 1, 1);
        add("page-faults", 1, 2);
        add("context-switches", 1, 3);
    }
    PerfEvent only(const std::string& name) { return resolve_events({name}, *this).value().at(0); }
};

bool is_hardware(const PerfEvent& event) {
    return !is_software(event);
}

} // namespace

TEST_CASE("default stands for the usual events, each counted once") {
    Machine machine;
    const auto events = resolve_events({"page-faults", "default", "cycles"}, machine).value();
    std::vector<std::string> names;
    names.reserve(events.size());
    for (const PerfEvent& event : events) {
        names.push_back(event.name);
        CHECK(event.unavailable.empty());
    }
    CHECK(names == std::vector<std::string>{"page-faults", "instructions", "cycles",
                                            "branch-misses", "L1-icache-load-misses", "task-clock",
                                            "context-switches"});
    CHECK(resolve_events({}, machine).value().empty());
}

TEST_CASE("an unknown event is wrong usage, with the nearest names") {
    Machine machine;
    const Error error = error_of(resolve_events({"cycles", "branch-mises"}, machine));
    CHECK(error.kind == ErrorKind::usage);
    CHECK(error.message.starts_with("libpfm4 knows no event \"branch-mises\" on this machine; "
                                    "the nearest: branch-misses"));
    CHECK(error_of(resolve_events({"q"}, machine)).message ==
          "libpfm4 knows no event \"q\" on this machine");
}

TEST_CASE("hardware is counted in user space, software in the kernel too") {
    Machine machine;
    CHECK(machine.only("cycles").exclude_kernel);
    CHECK(machine.only("cycles").exclude_hypervisor);
    CHECK_FALSE(machine.only("page-faults").exclude_kernel);
    CHECK_FALSE(machine.only("context-switches").exclude_kernel);
}

TEST_CASE("where the kernel may not be counted, what happens only there has no value") {
    Machine machine;
    machine.refuse = [](const PerfEvent& event) { return event.exclude_kernel ? 0 : EACCES; };
    CHECK(machine.only("page-faults").exclude_kernel);
    CHECK(machine.only("page-faults").unavailable.empty());
    CHECK(machine.only("task-clock").unavailable.empty());
    CHECK(machine.only("context-switches").unavailable ==
          "not permitted (Permission denied), kernel.perf_event_paranoid is 2: sysctl "
          "kernel.perf_event_paranoid=1");
}

TEST_CASE("without a PMU hardware events say so, and software events are counted") {
    Machine machine;
    machine.refuse = [](const PerfEvent& event) { return is_hardware(event) ? ENOENT : 0; };
    CHECK(machine.only("cycles").unavailable ==
          "no counter for it here (No such file or directory): measure on bare metal, or give the "
          "virtual machine a PMU");
    CHECK(machine.only("page-faults").unavailable.empty());
}

TEST_CASE("a refusal gives the remedy that fits") {
    CHECK(describe_refusal(EACCES, 3) == "not permitted (Permission denied), "
                                         "kernel.perf_event_paranoid is 3: sysctl "
                                         "kernel.perf_event_paranoid=2");
    CHECK(describe_refusal(EPERM, 2).ends_with("sysctl kernel.perf_event_paranoid=1"));
    CHECK(describe_refusal(EOPNOTSUPP, 1).find("bare metal") != std::string::npos);
    CHECK(describe_refusal(ENOSYS, 1) ==
          "this kernel has no perf events (Function not implemented)");
    CHECK(describe_refusal(ENOENT, std::nullopt).starts_with("this kernel has no perf events"));
    CHECK(describe_refusal(EMFILE, 1) == "perf_event_open: Too many open files");
}

TEST_CASE("hardware events share a group, every software event is alone") {
    Machine machine;
    machine.refuse = [](const PerfEvent& event) { return event.config[0] == 5 ? ENOENT : 0; };
    const auto events = resolve_events({"cycles", "task-clock", "branch-misses",
                                        "L1-icache-load-misses", "page-faults"},
                                       machine)
                            .value();
    CHECK(encode_events(events) == "0 0 0 0 0 6\n"
                                   "1 1 1 0 0 0\n"
                                   "0 3 10001 0 0 6\n"
                                   "2 1 2 0 0 0");
    CHECK(encode_events({}).empty());
    CHECK(encode_events({events[2]}).empty()); // not available
}

TEST_CASE("libpfm4 knows the default events, with and without modifiers, and lists its own") {
    SystemCounters counters;
    for (const std::string& name : default_events()) {
        CAPTURE(name);
        const auto event = counters.find(name);
        REQUIRE(event);
        CHECK(event->name == name);
        CHECK(event->exclude_kernel);
        CHECK_FALSE(event->exclude_user);
    }
    CHECK(counters.find("L1-icache-load-misses")->config[0] == 0x10001);
    CHECK(counters.find("branch-misses")->config[0] == 5);
    CHECK(counters.find("cycles:k")->exclude_user);
    CHECK_FALSE(counters.find("cycles:k")->exclude_kernel);
    CHECK_FALSE(counters.find("cycels"));
    const std::vector<std::string> names = counters.names();
    CHECK(std::find(names.begin(), names.end(), "branch-misses") != names.end());
}
