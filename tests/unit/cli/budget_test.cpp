// SPDX-License-Identifier: Apache-2.0
#include "cli/budget.hpp"

#include "support/error_of.hpp"

#include <catch2/catch.hpp>

using namespace klp;

TEST_CASE("a budget is a time with its unit") {
    CHECK(parse_budget("90s").value() == 90);
    CHECK(parse_budget("10min").value() == 600);
    CHECK(parse_budget("2h").value() == 7200);
    CHECK(parse_budget("0.5h").value() == 1800);
    for (const char* wrong : {"", "90", "s", "0s", "-5min", "2 h", "2hours", "nanh", "infs",
                              "1e999s", "10m", "h2", "90ss"}) {
        const Error error = error_of(parse_budget(wrong));
        CHECK(error.kind == ErrorKind::usage);
        CHECK(error.message == "--budget " + std::string(wrong) +
                                   ": a time above 0 with its unit is wanted, as 90s, 10min or 2h");
    }
}

TEST_CASE("no block is begun that would end after the budget, going by the mean so far") {
    Budget budget(100.0, 1000);
    CHECK(budget.allows(1500)); // of the first nothing is known
    budget.add_block(20);
    budget.add_block(40);
    CHECK(budget.allows(1070));
    CHECK_FALSE(budget.is_spent());
    CHECK_FALSE(budget.allows(1070.1));
    CHECK(budget.is_spent());
    CHECK_FALSE(budget.allows(1000)); // and none after that
}

TEST_CASE("without a budget every block may begin") {
    Budget budget({}, 0);
    budget.add_block(1e9);
    CHECK(budget.allows(1e12));
    CHECK_FALSE(budget.is_spent());
}
