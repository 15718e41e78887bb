// SPDX-License-Identifier: Apache-2.0
#include "model/metric.hpp"

#include <catch2/catch.hpp>

using namespace klp;

TEST_CASE("two patterns overlap when some string matches both") {
    CHECK(patterns_overlap("size.*", "size.text"));
    CHECK(patterns_overlap("runtime.lookup_*", "runtime.*.cpu_ns"));
    CHECK(patterns_overlap("*.cpu_ns", "runtime.*.cpu_ns"));
    CHECK(patterns_overlap("*", ""));
    CHECK_FALSE(patterns_overlap("runtime.*.cycles", "runtime.*.cpu_ns"));
    CHECK_FALSE(patterns_overlap("size", "size.text"));
    CHECK_FALSE(patterns_overlap("", "a*"));
}

TEST_CASE("a pattern of many stars is decided at once") {
    std::string stars;
    for (int i = 0; i < 200; ++i) {
        stars += "*a";
    }
    CHECK_FALSE(patterns_overlap(stars + "b", std::string(1000, 'a')));
}
