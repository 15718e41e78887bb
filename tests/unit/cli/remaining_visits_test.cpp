// SPDX-License-Identifier: Apache-2.0
#include "cli/remaining_visits.hpp"

#include <catch2/catch.hpp>

using namespace klp;
using Pairs = std::vector<std::pair<std::size_t, int>>;

namespace {

Pairs pairs(const std::vector<Visit>& visits) {
    Pairs list;
    list.reserve(visits.size());
    for (const Visit& visit : visits) {
        list.emplace_back(visit.cell, visit.replicate);
    }
    return list;
}

/// Cells "a" and "b", three replicates.
struct Three {
    Plan plan;
    std::vector<Visit> all{{1, 0}, {0, 0}, {0, 1}, {1, 1}, {1, 2}, {0, 2}};

    Three() {
        plan.cells.resize(2);
        plan.cells[0].id = "a";
        plan.cells[1].id = "b";
    }
};

} // namespace

TEST_CASE("what is stored, and the cells that failed, need no visit; the order stays") {
    const Three run;
    CHECK(pairs(remaining_visits(run.plan, run.all, {})) == pairs(run.all));
    CHECK(pairs(remaining_visits(run.plan, run.all, {{{"b", 0}, {"a", 1}}, {}})) ==
          Pairs{{0, 0}, {1, 1}, {1, 2}, {0, 2}});
    CHECK(pairs(remaining_visits(run.plan, run.all, {{{"a", 0}, {"b", 0}}, {"b"}})) ==
          Pairs{{0, 1}, {0, 2}});
}

TEST_CASE("replicates are complete from the first on") {
    const Three run;
    CHECK(complete_replicates(run.plan, run.all, {}) == 0);
    CHECK(complete_replicates(run.plan, run.all, {{{"a", 0}, {"b", 0}, {"a", 1}}, {}}) == 1);
    CHECK(complete_replicates(run.plan, run.all, {{{"a", 0}, {"b", 0}, {"a", 2}, {"b", 2}}, {}}) ==
          1);
    CHECK(complete_replicates(run.plan, run.all, {{{"a", 0}, {"a", 1}, {"b", 0}}, {"b"}}) == 2);
    CHECK(complete_replicates(run.plan, run.all, {{}, {"a", "b"}}) == 3);
    CHECK(complete_replicates(run.plan, {}, {}) == 0);
}

TEST_CASE("a step of a run is some of its replicates") {
    const Three run;
    CHECK(pairs(visits_of_replicates(run.all, 1, 2)) == Pairs{{0, 1}, {1, 1}});
    CHECK(pairs(visits_of_replicates(run.all, 0, 3)) == pairs(run.all));
    CHECK(visits_of_replicates(run.all, 3, 9).empty());
}
