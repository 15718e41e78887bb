// SPDX-License-Identifier: Apache-2.0
#include "model/conditions.hpp"

#include <catch2/catch.hpp>

#include <limits>

using namespace klp;

namespace {

Block block_of(double steal, double pressure, double mhz_at_start, double mhz_at_end) {
    Block block;
    block.steal_share = steal;
    block.pressure_share = pressure;
    block.mhz_at_start = mhz_at_start;
    block.mhz_at_end = mhz_at_end;
    return block;
}

constexpr double untold = std::numeric_limits<double>::quiet_NaN();

} // namespace

TEST_CASE("a block is disturbed above the limits only, and by the first of them") {
    CHECK_FALSE(disturbance_of(block_of(0.02, 0.10, 2000, 2100)));
    CHECK(disturbance_of(block_of(0.021, 0.5, 2000, 3000)) == Disturbance::steal);
    CHECK(disturbance_of(block_of(0, 0.11, 2000, 3000)) == Disturbance::pressure);
    CHECK(disturbance_of(block_of(0, 0, 2000, 2101)) == Disturbance::frequency);
    CHECK(disturbance_of(block_of(0, 0, 2000, 1899)) == Disturbance::frequency);
    CHECK(to_string(Disturbance::pressure) == "pressure");
}

TEST_CASE("what the system does not tell of a block is not judged") {
    CHECK_FALSE(disturbance_of(block_of(untold, untold, untold, untold)));
    CHECK_FALSE(disturbance_of(block_of(0, 0, untold, 3000)));
    CHECK(disturbance_of(block_of(untold, 0.2, untold, untold)) == Disturbance::pressure);
}
