// SPDX-License-Identifier: Apache-2.0
//
// runtime.BENCH.EVENT: what the kernel counts while the benchmark is timed.
#include "unit/measure/measure_setting.hpp"

#include <catch2/catch.hpp>

using namespace klp;

namespace {

constexpr const char* counted = R"({"benchmarks": [
    {"name": "hit", "cpu_time": 15, "time_unit": "ns", "klpbench.iterations": 200,
     "klpbench.0.value": 5000, "klpbench.0.enabled_ns": 1000, "klpbench.0.running_ns": 1000,
     "klpbench.1.value": 960, "klpbench.1.enabled_ns": 1000, "klpbench.1.running_ns": 960},
    {"name": "plain", "cpu_time": 2, "time_unit": "us"}]})";

PerfEvent event(const std::string& name, std::uint32_t type, std::uint64_t config,
                std::string unavailable = {}) {
    PerfEvent made;
    made.name = name;
    made.type = type;
    made.config = {config, 0, 0};
    made.unavailable = std::move(unavailable);
    return made;
}

struct CounterSetting : MeasureSetting {
    explicit CounterSetting(std::vector<PerfEvent> events, const char* output = counted)
        : MeasureSetting({"runtime.*"}) {
        counting.events = std::move(events);
        runner.on({"--benchmark_format=json"}, exited(0, output));
    }
    std::string fact(const std::string& name) const {
        for (const Fact& fact : visit.facts) {
            if (fact.name == name) {
                return fact.value;
            }
        }
        return "(no such fact)";
    }
};

} // namespace

TEST_CASE("events are counted in the timed process, per iteration, by position") {
    CounterSetting setting({event("cycles", 0, 0), event("nothing", 0, 9, "no PMU: buy one"),
                            event("page.faults", 1, 2)});
    REQUIRE(setting.measure());
    CHECK(setting.value("runtime.hit.cpu_ns") == 15);
    CHECK(setting.value("runtime.hit.cycles") == 25);
    CHECK(setting.sample("runtime.hit.nothing")->skipped == "no PMU: buy one");
    CHECK(setting.value("runtime.hit.page:faults") == Approx(5)); // scaled; '.' separates names
    CHECK(setting.fact("counters.scaled").find("counted 96.0% of the time") != std::string::npos);
    CHECK(setting.fact("counters.source").starts_with("perf_event_open"));

    REQUIRE(setting.runner.requests.size() == 2); // one process for the time and the events
    const auto& environment = setting.runner.requests[1].environment;
    CHECK(environment.back() ==
          std::pair<std::string, std::string>("KLPBENCH_COUNTERS", "0 0 0 0 0 0\n1 1 2 0 0 0"));
}

TEST_CASE("a benchmark that never entered its region has a time, and no count") {
    CounterSetting setting({event("cycles", 0, 0)});
    REQUIRE(setting.measure());
    CHECK(setting.value("runtime.plain.cpu_ns") == 2000);
    CHECK(setting.sample("runtime.plain.cycles")->skipped ==
          "benchmark plain never entered suite::region");
}

TEST_CASE("without events the process is asked for none") {
    CounterSetting setting({});
    REQUIRE(setting.measure());
    CHECK(setting.visit.samples.size() == 2);
    CHECK(setting.visit.facts.empty());
    CHECK(setting.runner.requests[1].environment ==
          std::vector<std::pair<std::string, std::string>>{{"LC_ALL", "C"}});
    CounterSetting none({event("cycles", 0, 0, "no PMU")});
    REQUIRE(none.measure());
    CHECK(none.runner.requests[1].environment.size() == 1);
    CHECK(none.sample("runtime.plain.cycles")->skipped == "no PMU");
}

TEST_CASE("instructions are left to callgrind in every replicate of a run in which it counts") {
    CounterSetting setting({event("instructions", 0, 1), event("cycles", 0, 0)});
    setting.counting.replicates = 1;
    setting.replicate = 1; // callgrind counts in replicate 0
    REQUIRE(setting.measure());
    CHECK(setting.sample("runtime.hit.instructions")->skipped == "no such sample");
    CHECK(setting.value("runtime.hit.cycles") == Approx(5)); // the second position
    CHECK(setting.fact("counters.instructions") ==
          "not taken from the PMU: callgrind counts them in this run");
    setting.counting.replicates = 0;
    REQUIRE(setting.measure());
    CHECK(setting.value("runtime.hit.instructions") == 25);
}
