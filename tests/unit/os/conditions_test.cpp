// SPDX-License-Identifier: Apache-2.0
#include "os/conditions.hpp"

#include <catch2/catch.hpp>

#include <cmath>

using namespace klp;

namespace {

constexpr const char* proc_stat = "cpu  3018223 621752 587202 1092464 5939 0 2603 721 5 6\n"
                                  "cpu0 1486780 305756 289380 580155 1479 0 237 354 0 0\n"
                                  "cpu1 100 20 3 4000 5 6 7 80 9 10\n"
                                  "cpu10 1 1 1 1 1 1 1 1 1 1\n"
                                  "intr 1 2 3\n";

constexpr const char* proc_cpuinfo = "processor\t: 0\nmodel name\t: A\ncpu MHz\t\t: 2999.998\n\n"
                                     "processor\t: 1\nmodel name\t: A\ncpu MHz\t\t: 800.5\n\n"
                                     "processor\t: 2\nmodel name\t: A\n\n"
                                     "processor\t: 3\ncpu MHz\t\t: 1.5\n";

} // namespace

TEST_CASE("ticks are those of one processor, or of all; a guest's time is not counted twice") {
    const ProcessorTicks one = parse_ticks(proc_stat, 1).value();
    CHECK(one.all == 100 + 20 + 3 + 4000 + 5 + 6 + 7 + 80);
    CHECK(one.steal == 80);
    CHECK(parse_ticks(proc_stat, 10).value().all == 8);
    CHECK(parse_ticks(proc_stat, {}).value().steal == 721);
    CHECK_FALSE(parse_ticks(proc_stat, 2));
    CHECK_FALSE(parse_ticks("cpu0 1 2 3\n", 0));
    CHECK_FALSE(parse_ticks("cpu0 1 2 3 4 x 6 7 8\n", 0));
    CHECK_FALSE(parse_ticks("", {}));
}

TEST_CASE("pressure is the total of the line `some`") {
    CHECK(parse_pressure_us("some avg10=95.36 avg60=97.97 avg300=90.09 total=11304230669\n"
                            "full avg10=0.00 avg60=0.00 avg300=0.00 total=7\n") == 11304230669);
    CHECK(std::isnan(parse_pressure_us("full avg10=0.00 avg60=0.00 avg300=0.00 total=7\n")));
    CHECK(std::isnan(parse_pressure_us("some avg10=0.00\n")));
    CHECK(std::isnan(parse_pressure_us("")));
}

TEST_CASE("the frequency is that of the processor asked for") {
    CHECK(parse_mhz(proc_cpuinfo, 0) == 2999.998);
    CHECK(parse_mhz(proc_cpuinfo, 1) == 800.5);
    CHECK(std::isnan(parse_mhz(proc_cpuinfo, 2))); // not that of processor 3
    CHECK(parse_mhz(proc_cpuinfo, 3) == 1.5);
    CHECK(std::isnan(parse_mhz(proc_cpuinfo, 4)));
    CHECK(std::isnan(parse_mhz("", 0)));
}

TEST_CASE("what happened between two readings is a share of what went by") {
    Conditions start;
    start.at = 100;
    start.load = 1;
    start.ticks = ProcessorTicks{1000, 10};
    start.pressure_us = 5'000'000;
    Conditions end = start;
    end.at = 110;
    end.load = 2;
    end.ticks = ProcessorTicks{2000, 60};
    end.pressure_us = 7'000'000;
    const ConditionsBetween found = between(start, end);
    CHECK(found.load == 1.5);
    CHECK(found.steal_share == 0.05);
    CHECK(found.pressure_share == Approx(0.2));

    CHECK(std::isnan(between(start, start).steal_share));
    CHECK(std::isnan(between(start, start).pressure_share));
    end.ticks.reset();
    end.pressure_us = std::nan("");
    CHECK(std::isnan(between(start, end).steal_share));
    CHECK(std::isnan(between(start, end).pressure_share));
}

TEST_CASE("this system tells of its processor and its settings") {
    const Conditions now = read_conditions(0);
    CHECK(now.at > 0);
    REQUIRE(now.ticks);
    CHECK(now.ticks->all > 0);
    CHECK(now.ticks->all >= now.ticks->steal);
    const auto settings = system_settings();
    REQUIRE(settings.size() == 4);
    CHECK(settings[0].first == "aslr");
    CHECK((settings[0].second == "0" || settings[0].second == "1" || settings[0].second == "2"));
    for (const auto& [name, value] : settings) {
        CHECK_FALSE(value.empty());
    }
}
