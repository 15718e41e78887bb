// SPDX-License-Identifier: Apache-2.0
#include "model/results.hpp"

#include <catch2/catch.hpp>

using klp::CellResult;
using klp::Realisation;
using klp::RunResult;
using klp::Series;
using klp::split_by_kind;

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

TEST_CASE("a run is split by the kind of its workloads, kernels first") {
    RunResult run;
    run.experiment = "mixed";
    for (const char* const kind : {"suite", "kernel", "suite", "program"}) {
        run.cells.emplace_back().workload_kind = kind;
    }
    const std::vector<RunResult> parts = split_by_kind(run);
    REQUIRE(parts.size() == 3);
    CHECK(parts[0].cells.size() == 1);
    CHECK(parts[0].cells[0].workload_kind == "kernel");
    CHECK(parts[1].cells.size() == 2);
    CHECK(parts[2].cells[0].workload_kind == "program");
    CHECK(parts[2].experiment == "mixed");
    CHECK(split_by_kind(RunResult{}).size() == 1);
}
