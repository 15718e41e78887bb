// SPDX-License-Identifier: Apache-2.0
#include "measure/counter_scale.hpp"

#include <catch2/catch.hpp>

#include <cerrno>

using klp::scale_count;

TEST_CASE("a counter that counted all the time is divided by the iterations") {
    const auto count = scale_count({5000, 1e6, 1e6, 0}, 100);
    CHECK(count.per_iteration == 50);
    CHECK(count.counted_share == 1);
    CHECK(count.skipped.empty());
    CHECK(scale_count({0, 1e6, 1e6, 0}, 100).per_iteration == 0); // nothing happened: a value
}

TEST_CASE("a counter that missed up to a twentieth of the time is scaled up, and it shows") {
    const auto count = scale_count({4800, 1e6, 0.96e6, 0}, 100);
    CHECK(count.per_iteration == Approx(50).epsilon(1e-12));
    CHECK(count.counted_share == Approx(0.96));
    CHECK(scale_count({950, 1000, 950, 0}, 10).per_iteration == Approx(100));
}

TEST_CASE("a counter that missed more has no value") {
    CHECK(scale_count({949, 1000, 949, 0}, 10).skipped ==
          "multiplexed: counted 95% of the time: ask for fewer events at once");
    const auto half = scale_count({5000, 1e6, 0.5e6, 0}, 100);
    CHECK(half.skipped == "multiplexed: counted 50% of the time: ask for fewer events at once");
    CHECK(half.per_iteration == 0);
}

TEST_CASE("a counter that never counted has no value, and no zero") {
    CHECK(scale_count({0, 1e6, 0, 0}, 100).skipped.starts_with("never scheduled"));
    CHECK(scale_count({0, 0, 0, 0}, 100).skipped.starts_with("never scheduled"));
}

TEST_CASE("clocks that are read one after the other do not make a share above 1") {
    CHECK(scale_count({100, 1000, 1001, 0}, 1).per_iteration == 100);
    CHECK(scale_count({100, 1000, 1001, 0}, 1).counted_share == 1);
}

TEST_CASE("a counter that could not be opened says why") {
    CHECK(scale_count({0, 0, 0, EINVAL}, 1).skipped ==
          "no counter is left for it beside the events before it: ask for fewer events at once");
    CHECK(scale_count({0, 0, 0, EBUSY}, 1).skipped == "perf_event_open: Device or resource busy");
}
