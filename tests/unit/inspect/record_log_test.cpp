// SPDX-License-Identifier: Apache-2.0
#include "inspect/record_log.hpp"
#include "support/error_of.hpp"

#include <catch2/catch.hpp>

#include <string>

using klp::read_record_log;

TEST_CASE("every line is a process, its figures in seconds and bytes") {
    const auto records =
        read_record_log("compile\tsrc/a b.c\t1500000000\t1200000\t80000\t30000\t0\n"
                        "wpa\t\t10\t0\t0\t1\t139\n")
            .value();
    REQUIRE(records.size() == 2);
    CHECK(records[0].phase == "compile");
    CHECK(records[0].unit == "src/a b.c");
    CHECK(records[0].wall_s == Approx(1.5));
    CHECK(records[0].user_s == Approx(1.2));
    CHECK(records[0].system_s == Approx(0.08));
    CHECK(records[0].peak_rss_bytes == 30720000);
    CHECK(records[0].exit_status == 0);
    CHECK(records[1].phase == "wpa");
    CHECK(records[1].unit.empty());
    CHECK(records[1].wall_s == Approx(1e-8));
    CHECK(records[1].exit_status == 139);
}

TEST_CASE("an empty log has no records, a last line needs no newline") {
    CHECK(read_record_log("").value().empty());
    CHECK(read_record_log("link\t\t1\t2\t3\t4\t0").value().size() == 1);
}

TEST_CASE("a line that is no record is an error that names it") {
    for (const char* line :
         {"", "compile", "compile\ta.c", "compile\ta.c\t1\t2\t3\t4", "compile\ta.c\t1\t2\t3\t4\t",
          "compile\ta.c\t1\t2\t3\t4\t0\t9", "compile\ta.c\t1\t2\tx\t4\t0",
          "compile\ta.c\t1\t2\t3.5\t4\t0", "compile\ta.c\t1\t\t3\t4\t0",
          "compile\ta.c\t-1\t2\t3\t4\t0", "compile\ta.c\t1\t2\t3\t4\t0\r",
          "compile\ta.c\t1\t2\t3\t9223372036854775807\t0",
          "compile\ta.c\t99999999999999999999\t2\t3\t4\t0"}) {
        CAPTURE(line);
        const auto records = read_record_log("link\t\t1\t2\t3\t4\t0\n" + std::string(line) +
                                             "\nlink\t\t1\t2\t3\t4\t0\n");
        REQUIRE_FALSE(records);
        CHECK(klp::error_of(records).message == "line 2 is not a process record");
    }
}
