// SPDX-License-Identifier: Apache-2.0
#include "inspect/repeated_tail.hpp"

#include <catch2/catch.hpp>

#include <string>

using klp::without_repeated_tail;

namespace {

/// A dump of `count` removals of 34 bytes each, no two alike.
std::string removals(int count) {
    std::string text;
    for (int i = 0; i < count; ++i) {
        text += "Callgraph removal;f;" + std::to_string(10000 + i) + ";a.c;1;2\n";
    }
    return text;
}

} // namespace

TEST_CASE("what forked processes wrote again is taken off") {
    const std::string dump = removals(300); // 10200 bytes: two buffers and 2008 bytes
    REQUIRE(dump.size() == 10200);
    const std::string rest = dump.substr(8192);
    CHECK(without_repeated_tail(dump) == dump);
    CHECK(without_repeated_tail(dump + rest) == dump);
    CHECK(without_repeated_tail(dump + rest + rest + rest) == dump);
    const std::string small = removals(3); // never left the buffer
    CHECK(without_repeated_tail(small + small) == small);
}

TEST_CASE("a buffer may be larger than a page") {
    const std::string dump = removals(700); // 23800 bytes: 16384 and 7416
    CHECK(without_repeated_tail(dump + dump.substr(16384)) == dump);
}

TEST_CASE("what the compiler wrote once stays") {
    const std::string dump = removals(300);
    // Not where a buffer starts.
    CHECK(without_repeated_tail(dump + dump.substr(9000)) == dump + dump.substr(9000));
    // One inlining at two call sites.
    const std::string line = "Callgraph clone;f;1;a.c;1;2;g;2;a.c;3;4;inlining to\n";
    CHECK(without_repeated_tail(line + line) == line + line);
    CHECK(without_repeated_tail("").empty());
    CHECK(without_repeated_tail("\n") == "\n");
}
