// SPDX-License-Identifier: Apache-2.0
#include "analyze/compare_pairs.hpp"

#include "analyze/compare.hpp"
#include "model/metric.hpp"

#include "support/synthetic_run.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>

using namespace klp;
using klp::testing::SyntheticRun;

namespace {

/// Twelve configurations that differ in size, time and copies, one of them failed in one workload.
RunResult varied_run() {
    SyntheticRun run(8);
    run.scale("lto=full", "size.*", 0.9).scale("live_patching=inline-clone", "runtime.*", 1.05);
    run.spread("section_gc=on", "compile.*", 0.01);
    run.set("lto=full,live_patching=inline-only-static", "clones.inline_copies", 0);
    run.fail("lto=full,live_patching=inline-clone,section_gc=on", "slab", Outcome::timeout, "slow");
    run.run().primary_metrics = {"runtime", "compile.cpu_s", "size.text"};
    return run.run();
}

bool is_one_benchmark(const Comparison& row) {
    return !benchmark_of(row.metric).empty() && row.metric.find('*') == std::string::npos;
}

bool same(double x, double y) {
    return x == y || (std::isnan(x) && std::isnan(y));
}

Finding mirrored(Finding finding) {
    return finding == Finding::costs   ? Finding::saves
           : finding == Finding::saves ? Finding::costs
                                       : finding;
}

} // namespace

TEST_CASE("every two configurations are compared once, as compare does", "[analyze]") {
    const RunResult run = varied_run();
    const RunDetails details = compare_pairs(run);
    REQUIRE(details.pairs.size() == 12 * 11 / 2);
    CHECK(details.pairs_left_out == 0);
    int with_benchmarks = 0;
    for (const PairComparison& pair : details.pairs) {
        std::vector<Comparison> expected = compare(run, pair.a, run, pair.b).value();
        if (std::none_of(pair.rows.begin(), pair.rows.end(), is_one_benchmark)) {
            std::erase_if(expected, is_one_benchmark);
        } else {
            ++with_benchmarks;
        }
        REQUIRE(pair.rows.size() == expected.size());
        for (std::size_t i = 0; i < expected.size(); ++i) {
            INFO(pair.a.text() << " " << pair.b.text() << " " << expected[i].metric);
            CHECK(pair.rows[i].workload == expected[i].workload);
            CHECK(pair.rows[i].metric == expected[i].metric);
            CHECK(same(pair.rows[i].ratio, expected[i].ratio));
            CHECK(same(pair.rows[i].low, expected[i].low));
            CHECK(same(pair.rows[i].high, expected[i].high));
            CHECK(pair.rows[i].judgement.line == expected[i].judgement.line);
        }
    }
    CHECK(with_benchmarks == 11); // the pairs with the baseline
}

TEST_CASE("the page may mirror a pair: B against A is the inverse of A against B", "[analyze]") {
    const RunResult run = varied_run();
    int compared = 0;
    for (const PairComparison& pair : compare_pairs(run).pairs) {
        const std::vector<Comparison> other = compare(run, pair.b, run, pair.a).value();
        for (const Comparison& row : pair.rows) {
            const auto inverse =
                std::find_if(other.begin(), other.end(), [&row](const Comparison& candidate) {
                    return candidate.workload == row.workload && candidate.metric == row.metric;
                });
            REQUIRE(inverse != other.end());
            INFO(pair.a.text() << " " << pair.b.text() << " " << row.metric);
            CHECK(inverse->judgement.finding == mirrored(row.judgement.finding));
            if (std::isfinite(row.ratio) && row.ratio > 0) {
                CHECK(inverse->ratio == Approx(1 / row.ratio).epsilon(1e-12));
                ++compared;
            }
            if (std::isfinite(row.high) && row.low > 0) {
                CHECK(inverse->low == Approx(1 / row.high).epsilon(1e-12));
                CHECK(inverse->high == Approx(1 / row.low).epsilon(1e-12));
            }
        }
    }
    CHECK(compared > 1000);
}

TEST_CASE("of too many pairs those are left out that neither have a baseline nor one axis apart",
          "[analyze]") {
    const RunDetails details = compare_pairs(varied_run(), 60);
    // With the baseline 11; of the other 55, those that differ in one axis: the 12 configurations
    // have 6 + 2 * 6 + 6 = 24 such pairs (lto, live_patching, section_gc), 4 of them with the
    // baseline.
    CHECK(details.pairs.size() == 11 + 20);
    CHECK(details.pairs_left_out == 66 - 31);
}
