// SPDX-License-Identifier: Apache-2.0
#include "cli/looks.hpp"

#include "cli/visit_suites.hpp"
#include "support/synthetic_run.hpp"

#include <catch2/catch.hpp>

#include <cmath>

using namespace klp;

TEST_CASE("a look sees the replicates up to it, of cells, controls and blocks") {
    testing::SyntheticRun synthetic(8, {"lz77"});
    RunResult& run = synthetic.run();
    run.controls.push_back(run.cells.front());
    for (int replicate = 0; replicate < 8; ++replicate) {
        run.cells.front().layouts[replicate] = 7;
        run.blocks.push_back({"lz77", replicate});
    }
    const RunResult early = first_replicates(run, 3);
    REQUIRE(early.cells.size() == run.cells.size());
    for (const auto* cells : {&early.cells, &early.controls}) {
        for (const CellResult& cell : *cells) {
            for (const auto& [metric, series] : cell.metrics) {
                REQUIRE(series.values.size() == 3);
                CHECK(series.values.back().replicate == 2);
            }
        }
    }
    CHECK(early.controls.size() == 1);
    CHECK(early.cells.front().layouts.size() == 3);
    CHECK(early.blocks.size() == 3);
    CHECK(early.cells[1].metrics.at("size.text").values[2].value ==
          run.cells[1].metrics.at("size.text").values[2].value);
}

TEST_CASE("a look is told in a line") {
    CHECK(undecided_text({1, 4, {"runtime: a against b", "compile.cpu_s: c against b"}}) ==
          "look 1 of 4: 2 contrasts are undecided, for example runtime: a against b");
    CHECK(undecided_text({3, 4, {"runtime: a against b"}}) ==
          "look 3 of 4: 1 contrast is undecided, for example runtime: a against b");
    CHECK(decided_text({2, 4, {}}) == "decided at look 2 of 4");
}

TEST_CASE("a block is what went by between two readings, on one processor") {
    Conditions before;
    before.at = 50;
    before.load = 1;
    before.ticks = ProcessorTicks{1000, 10};
    before.pressure_us = 0;
    before.mhz = 2000;
    Conditions after = before;
    after.at = 60;
    after.load = 3;
    after.ticks = ProcessorTicks{2000, 40};
    after.pressure_us = 1'000'000;
    after.mhz = 2100;
    const Block block = describe_block("slab", 4, 1, before, after);
    CHECK(block.workload == "slab");
    CHECK(block.replicate == 4);
    CHECK(block.cpu == 1);
    CHECK(block.ended - block.started == Approx(10));
    CHECK(block.started > 1e9); // since the epoch
    CHECK(block.load == 2);
    CHECK(block.steal_share == Approx(0.03));
    CHECK(block.pressure_share == Approx(0.1));
    CHECK(block.mhz_at_start == 2000);
    CHECK(block.mhz_at_end == 2100);
    CHECK(describe_block("slab", 4, {}, before, after).cpu == -1);
    CHECK(std::isnan(describe_block("slab", 4, 1, after, after).steal_share));
}
