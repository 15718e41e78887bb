// SPDX-License-Identifier: Apache-2.0
#include "base/nearest.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

namespace {

using klp::nearest;

const std::vector<std::string> axes{"compiler", "opt", "lto", "live_patching", "section_gc"};

} // namespace

TEST_CASE("the nearest word is found past each kind of slip") {
    CHECK(nearest("compilr", axes) == "compiler");            // a letter left out
    CHECK(nearest("compillers", axes) == "compiler");         // letters too many
    CHECK(nearest("live-patching", axes) == "live_patching"); // another letter
    CHECK(nearest("ilve_patching", axes) == "live_patching"); // two letters swapped
    CHECK(nearest("Section_GC", axes) == "section_gc");       // capitals
    CHECK(nearest("lto", axes) == "lto");                     // nothing wrong
}

TEST_CASE("two swapped letters are one slip, not two") {
    // "lto" is one swap from "lot"; "loot" is one letter from it as well, but comes later.
    CHECK(nearest("lot", std::vector<std::string>{"cat", "lto", "loot"}) == "lto");
    CHECK(nearest("ba", std::vector<std::string>{"ab"}) == "ab");
}

TEST_CASE("a word that is too far from all of them has no nearest") {
    CHECK(nearest("workload", axes).empty());
    CHECK(nearest("xy", std::vector<std::string>{"ab"}).empty());
    CHECK(nearest("lto", std::vector<std::string>{}).empty());
    CHECK(nearest("", axes).empty());
}

TEST_CASE("of equally near words the first is taken") {
    CHECK(nearest("gcc-1x", std::vector<std::string>{"gcc-11", "gcc-12"}) == "gcc-11");
}
