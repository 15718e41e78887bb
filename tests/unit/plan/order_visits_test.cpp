// SPDX-License-Identifier: Apache-2.0
#include "plan/order_visits.hpp"

#include <catch2/catch.hpp>

#include <map>
#include <set>
#include <utility>

using namespace klp;

namespace {

/// `workloads` × `configurations` planned cells, in plan order.
Plan make_cells(std::size_t workloads, std::size_t configurations) {
    Plan plan;
    for (std::size_t workload = 0; workload < workloads; ++workload) {
        for (std::size_t i = 0; i < configurations; ++i) {
            PlannedCell cell;
            cell.workload = workload;
            plan.cells.push_back(cell);
        }
    }
    return plan;
}

std::vector<std::size_t> cells_of(const std::vector<Visit>& visits) {
    std::vector<std::size_t> cells;
    cells.reserve(visits.size());
    for (const Visit& visit : visits) {
        cells.push_back(visit.cell);
    }
    return cells;
}

} // namespace

TEST_CASE("the order is fixed by the seed") {
    const Plan plan = make_cells(2, 3);
    CHECK(cells_of(order_visits(plan, 2, 20190620)) ==
          std::vector<std::size_t>{1, 0, 2, 4, 5, 3, 5, 4, 3, 0, 1, 2});
    CHECK(cells_of(order_visits(plan, 2, 20190620)) != cells_of(order_visits(plan, 2, 1)));
}

TEST_CASE("every planned cell is visited once in each replicate, replicate by replicate") {
    Plan plan = make_cells(3, 4);
    plan.cells[2].status = CellStatus::unsupported;
    plan.cells[5].status = CellStatus::excluded;
    const std::vector<Visit> visits = order_visits(plan, 4, 9);
    REQUIRE(visits.size() == 40);
    for (std::size_t i = 0; i < visits.size(); ++i) {
        CHECK(visits[i].replicate == static_cast<int>(i / 10));
    }
    std::set<std::pair<std::size_t, int>> distinct;
    for (const Visit& visit : visits) {
        distinct.emplace(visit.cell, visit.replicate);
        CHECK(visit.cell != 2);
        CHECK(visit.cell != 5);
    }
    CHECK(distinct.size() == visits.size());
}

TEST_CASE("the cells of a workload stand together in each replicate") {
    const Plan plan = make_cells(3, 4);
    const std::vector<Visit> visits = order_visits(plan, 5, 11);
    for (std::size_t i = 0; i < visits.size(); i += 4) {
        std::set<std::size_t> workloads;
        for (std::size_t j = i; j < i + 4; ++j) {
            workloads.insert(plan.cells[visits[j].cell].workload);
        }
        CHECK(workloads.size() == 1);
    }
}

TEST_CASE("every order of a workload's cells, and of workloads, is as likely as the others") {
    const Plan plan = make_cells(2, 3);
    const int replicates = 6000;
    const std::vector<Visit> visits = order_visits(plan, replicates, 3);
    std::map<std::vector<std::size_t>, int> orders;
    int first_workload_first = 0;
    for (std::size_t i = 0; i < visits.size(); i += 3) {
        std::vector<std::size_t> order;
        for (std::size_t j = i; j < i + 3; ++j) {
            order.push_back(visits[j].cell % 3);
        }
        ++orders[order];
        first_workload_first += i % 6 == 0 && visits[i].cell < 3 ? 1 : 0;
    }
    CHECK(orders.size() == 6);
    for (const auto& [order, count] : orders) {
        CHECK(count == Approx(2000).margin(200)); // 12000 / 6; five standard deviations
    }
    CHECK(first_workload_first == Approx(3000).margin(200));
}

TEST_CASE("a plan without planned cells has no visits") {
    Plan plan = make_cells(1, 1);
    plan.cells[0].status = CellStatus::unsupported;
    CHECK(order_visits(plan, 3, 1).empty());
}

TEST_CASE("blocks are cut where the workload or the replicate changes") {
    const Plan plan = make_cells(2, 3);
    const std::vector<Visit> visits = order_visits(plan, 2, 20190620);
    const std::vector<VisitBlock> blocks = into_blocks(plan, visits);
    REQUIRE(blocks.size() == 4);
    const std::vector<std::size_t> workloads{0, 1, 1, 0}; // as in the first test
    std::vector<Visit> joined;
    for (std::size_t i = 0; i < blocks.size(); ++i) {
        CHECK(blocks[i].workload == workloads[i]);
        CHECK(blocks[i].replicate == static_cast<int>(i / 2));
        joined.insert(joined.end(), blocks[i].visits.begin(), blocks[i].visits.end());
    }
    CHECK(cells_of(joined) == cells_of(visits));

    // What a killed run left: the second half of the first block.
    const std::vector<VisitBlock> rest = into_blocks(plan, {visits.begin() + 2, visits.end()});
    REQUIRE(rest.size() == 4);
    CHECK(cells_of(rest[0].visits) == std::vector<std::size_t>{2});
    CHECK(into_blocks(plan, {}).empty());
}
