// SPDX-License-Identifier: Apache-2.0
#include "base/median.hpp"

#include <catch2/catch.hpp>

TEST_CASE("the median of an even number of values is the mean of the middle two") {
    CHECK(klp::median_of({7}) == 7);
    CHECK(klp::median_of({5, 1, 3}) == 3);
    CHECK(klp::median_of({8, 1, 2, 4}) == 3);
}
