// SPDX-License-Identifier: Apache-2.0
#include "inspect/callgrind.hpp"
#include "support/error_of.hpp"

#include <catch2/catch.hpp>

#include <string>

using klp::read_callgrind;

namespace {

std::string message(const std::string& text) {
    return to_string(klp::error_of(read_callgrind(text)));
}

} // namespace

TEST_CASE("callgrind 3.19: the parts that the program asked for, by name") {
    const auto counts = read_callgrind(R"(# callgrind format
version: 1
creator: callgrind-3.19.0
pid: 4242
cmd:  ./tree --benchmark_format=json --benchmark_min_time=0
part: 1


desc: I1 cache: 
desc: Timerange: Basic block 0 - 1472101
desc: Trigger: Client Request: klpbench.part 1

positions: line
events: Ir
summary: 2799955


ob=(10) /tmp/tree
fn=(1944) (below main)
calls=1 242 
0 2799955

totals: 2799955

part: 2

desc: Trigger: Client Request: a name with spaces
events: Ir Dr Dw
totals: 254 17 3

part: 3

desc: Timerange: Basic block 32833333 - 32858197
desc: Trigger: Program termination
events: Ir
totals: 9
)");
    REQUIRE(counts);
    CHECK(*counts == std::map<std::string, std::uint64_t>{{"klpbench.part 1", 2799955},
                                                          {"a name with spaces", 254}});
}

TEST_CASE("a program that asked for nothing has no counts") {
    CHECK(read_callgrind("part: 1\ndesc: Trigger: Program termination\n").value().empty());
}

TEST_CASE("what is no output of callgrind, or is cut off, is an error with its line") {
    CHECK(message("") == "no \"part:\": not what callgrind writes with --combine-dumps=yes");
    CHECK_FALSE(read_callgrind("hello\n"));
    const std::string begun = "part: 1\ndesc: Trigger: Client Request: p\n";
    const std::string no_total = "part \"p\" has no total of instructions (Ir)";
    CHECK(klp::error_of(read_callgrind(begun + "events: Ir\n")).message == no_total);
    CHECK(klp::error_of(read_callgrind(begun + "totals: 5\n")).message == no_total);
    CHECK(klp::error_of(read_callgrind(begun + "events: Dr Ir\ntotals: 5 6\n")).message ==
          no_total);
    CHECK(klp::error_of(read_callgrind(begun + "events: Ir\npart: 2\ntotals: 5\n")).message ==
          no_total);
    for (const char* total : {"totals: \n", "totals: many\n", "totals: -1\n", "totals: 5x\n",
                              "totals: 99999999999999999999\n"}) {
        const klp::Error error = klp::error_of(read_callgrind(begun + "events: Ir\n" + total));
        CHECK(error.message == "\"totals:\" is not followed by a count");
        CHECK(error.line == 4);
    }
    const std::string part = begun + "events: Ir\ntotals: 5\n";
    CHECK(klp::error_of(
              read_callgrind(part + "part: 2\ndesc: Trigger: Client Request: q\n" + "totals: 5\n"))
              .message == "part \"q\" has no total of instructions (Ir)");
    CHECK(klp::error_of(read_callgrind(part + part)).message == "part \"p\" stands twice");
}
