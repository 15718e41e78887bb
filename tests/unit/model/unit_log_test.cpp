// SPDX-License-Identifier: Apache-2.0
#include "model/unit_log.hpp"

#include <catch2/catch.hpp>

using namespace klp;

TEST_CASE("a unit log gives back what was written, and leaves out a line that was cut off") {
    const LoggedUnit one{"mm/slab.c", {"-c", "with space", "", "/src/mm/slab.c"}};
    const LoggedUnit two{"a.c", {}};
    const std::string text = unit_log_line(one) + unit_log_line(two) + "cut.c";
    const std::vector<LoggedUnit> units = read_unit_log(text);
    REQUIRE(units.size() == 2);
    CHECK(units[0].unit == "mm/slab.c");
    CHECK(units[0].arguments == one.arguments);
    CHECK(units[0].source() == "/src/mm/slab.c");
    CHECK(units[1].unit == "a.c");
    CHECK(units[1].arguments.empty());
    CHECK(units[1].source().empty());
    CHECK(read_unit_log("").empty());
}
