// SPDX-License-Identifier: Apache-2.0
#include "base/units.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <limits>

using klp::format_change;
using klp::format_duration;
using klp::format_quantity;

TEST_CASE("an exact value keeps every digit and its own unit") {
    CHECK(format_quantity(0, "", 0) == "0");
    CHECK(format_quantity(12345678, "", 0) == "12345678");
    CHECK(format_quantity(20480, "bytes", 0) == "20480 bytes");
    CHECK(format_quantity(-3, "bytes", 0) == "-3 bytes");
    CHECK(format_quantity(0.25, "", 0) == "0.25");
    CHECK(format_quantity(10013.466745, "bytes", 0) == "10013.47 bytes");
    CHECK(format_quantity(9007199254740991.0, "bytes", 0) == "9007199254740991 bytes");
}

TEST_CASE("a noisy time is scaled to the unit that reads best") {
    CHECK(format_quantity(1234.5, "ns", 3) == "1.23 us");
    CHECK(format_quantity(999, "ns", 3) == "999 ns");
    CHECK(format_quantity(1000, "ns", 3) == "1.00 us");
    CHECK(format_quantity(0.5, "ns", 3) == "0.500 ns");
    CHECK(format_quantity(1e9, "ns", 3) == "1.00 s");
    CHECK(format_quantity(0.0123, "s", 3) == "12.3 ms");
    CHECK(format_quantity(59.94, "s", 3) == "59.9 s");
    CHECK(format_quantity(0, "s", 3) == "0 ns");
    CHECK(format_quantity(-0.002, "s", 2) == "-2.0 ms");
}

TEST_CASE("a noisy size is scaled by 1024") {
    CHECK(format_quantity(1023, "bytes", 3) == "1023 B");
    CHECK(format_quantity(1024, "bytes", 3) == "1.00 KiB");
    CHECK(format_quantity(20480, "bytes", 3) == "20.0 KiB");
    CHECK(format_quantity(1536.0 * 1024 * 1024, "bytes", 3) == "1.50 GiB");
}

TEST_CASE("rounding up does not add a digit or leave the scale behind") {
    CHECK(format_quantity(9.996, "", 3) == "10.0");
    CHECK(format_quantity(999.96, "ns", 3) == "1.00 us");
    CHECK(format_quantity(0.9999, "s", 3) == "1.00 s");
    CHECK(format_quantity(1048575, "bytes", 3) == "1.00 MiB");
}

TEST_CASE("values that are no number are shown as what they are") {
    const double infinity = std::numeric_limits<double>::infinity();
    CHECK(format_quantity(infinity, "s", 3) == "inf s");
    CHECK(format_quantity(NAN, "bytes", 3) == "nan B");
    CHECK(format_quantity(-infinity, "", 3) == "-inf");
    CHECK(format_quantity(infinity, "", 0) == "inf");
    CHECK(format_change(infinity) == "+inf%");
    CHECK(format_change(NAN) == "+nan%");
}

TEST_CASE("a change has its sign, and none when it rounds to nothing") {
    CHECK(format_change(1.0182) == "+1.8%");
    CHECK(format_change(0.5) == "−50.0%");
    CHECK(format_change(3) == "+200.0%");
    CHECK(format_change(1) == "0.0%");
    CHECK(format_change(0.9996) == "0.0%");
    CHECK(format_change(1.0004) == "0.0%");
    CHECK(format_change(0.9996, 2) == "−0.04%");
    CHECK(format_change(1.016, 0) == "+2%");
}

TEST_CASE("a duration reads in the two largest units") {
    CHECK(format_duration(0) == "0.0 s");
    CHECK(format_duration(0.84) == "0.8 s");
    CHECK(format_duration(59.94) == "59.9 s");
    CHECK(format_duration(59.96) == "1 min 0 s");
    CHECK(format_duration(192) == "3 min 12 s");
    CHECK(format_duration(3599.6) == "1 h 0 min");
    CHECK(format_duration(7199) == "1 h 59 min");
    CHECK(format_duration(86400) == "24 h 0 min");
}
