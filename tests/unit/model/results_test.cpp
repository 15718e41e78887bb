// SPDX-License-Identifier: Apache-2.0
#include "model/results.hpp"

#include <catch2/catch.hpp>

using klp::CellResult;
using klp::Realisation;
using klp::Series;

TEST_CASE("the median of a series") {
    CHECK(median(Series{{{0, 7}}, {}}) == 7);
    CHECK(median(Series{{{0, 9}, {1, 1}, {2, 4}}, {}}) == 4);
    CHECK(median(Series{{{0, 8}, {1, 1}, {2, 4}, {3, 100}}, {}}) == 6);
    CHECK(median(Series{{{0, -2}, {5, 3}}, {}}) == 0.5);
}

TEST_CASE("a cell is equivalent as soon as one axis is") {
    CellResult cell;
    CHECK_FALSE(is_equivalent(cell));
    cell.realisation = {{"lto", Realisation::native}, {"live_patching", Realisation::native}};
    CHECK_FALSE(is_equivalent(cell));
    cell.realisation["live_patching"] = Realisation::equivalent;
    CHECK(is_equivalent(cell));
}
