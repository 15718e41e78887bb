// SPDX-License-Identifier: Apache-2.0
#include "report/overview.hpp"

#include "report/figures.hpp"
#include "report_fixture.hpp"

#include <catch2/catch.hpp>

#include <cmath>

namespace klp::report_test {
namespace {

constexpr std::size_t text_size = 0;
constexpr std::size_t runtime = 1;
constexpr std::size_t inline_copies = 3;

OverviewRow row_of(const RunResult& run, const std::string& label) {
    const Overview overview = overview_of(run);
    for (const OverviewRow& row : overview.rows) {
        if (short_label(row.configuration, overview.fixed) == label) {
            return row;
        }
    }
    FAIL("no row " << label);
    return {};
}

} // namespace

TEST_CASE("an overview is the geometric mean of ratios of medians", "[report]") {
    const OverviewRow row = row_of(small_run(), "full/off");
    CHECK_FALSE(row.is_baseline);
    CHECK(row.means[text_size].workloads == 2);
    CHECK(*row.means[text_size].ratio == Approx(std::sqrt(800.0 / 1000 * 2000 / 2000)));
    CHECK(row.means[runtime].workloads == 1);
    CHECK(*row.means[runtime].ratio == Approx(0.8));
    CHECK_FALSE(row.means[runtime].equivalent);
    CHECK(workloads_text(row) == "2/1/2/2");
    CHECK(row_of(small_run(), "off/off").is_baseline);
    CHECK(overview_of(small_run()).fixed ==
          std::vector<Configuration::Entry>{{"compiler", "gcc-12"}});
}

TEST_CASE("a failed cell is in no mean, even when it has metrics", "[report]") {
    RunResult run = small_run();
    run.cells[6].outcome = Outcome::timeout;
    const OverviewRow row = row_of(run, "full/off");
    CHECK(row.means[text_size].workloads == 1);
    CHECK(*row.means[text_size].ratio == Approx(0.8));

    run.cells[2].outcome = Outcome::timeout;
    CHECK_FALSE(row_of(run, "full/off").means[text_size].ratio);
    CHECK(mean_text(row, {}) == "n/a");
}

TEST_CASE("an equivalent realisation on either side marks the mean", "[report]") {
    RunResult run = small_run();
    CHECK(row_of(run, "full/inline-clone").means[text_size].equivalent);
    CHECK_FALSE(row_of(run, "off/inline-clone").means[text_size].equivalent);
    run.cells[0].realisation["live_patching"] = Realisation::equivalent;
    CHECK(row_of(run, "off/inline-clone").means[text_size].equivalent);
}

TEST_CASE("a workload counts only when both cells have all of its benchmarks", "[report]") {
    RunResult run = small_run();
    run.cells[0].metrics["runtime.insert.cpu_ns"] = series_of({10});
    CHECK_FALSE(row_of(run, "off/inline-clone").means[runtime].ratio);
    run.cells[1].metrics["runtime.insert.cpu_ns"] = series_of({40});
    CHECK(*row_of(run, "off/inline-clone").means[runtime].ratio == Approx(std::sqrt(1.04 * 4)));
}

TEST_CASE("a count of zero has no ratio", "[report]") {
    RunResult run = small_run();
    run.cells[0].metrics["clones.inline_copies"] = series_of({0});
    CHECK(row_of(run, "off/inline-clone").means[inline_copies].workloads == 0);
}

TEST_CASE("each compiler has its own baseline", "[report]") {
    RunResult run = small_run();
    run.axes[0].values = {"gcc-11", "gcc-12"};
    CellResult base = measured(small_cell("heap", "off", "off"), 500, 1, 100);
    CellResult other = measured(small_cell("heap", "full", "off"), 1000, 1, 100);
    base.configuration.set("compiler", "gcc-11");
    other.configuration.set("compiler", "gcc-11");
    run.cells.push_back(base);
    run.cells.push_back(other);
    CHECK(*row_of(run, "gcc-11/full/off").means[text_size].ratio == Approx(2.0));
    CHECK(row_of(run, "gcc-11/off/off").is_baseline);
}

TEST_CASE("an axis without its baseline value is compared with its first value", "[report]") {
    RunResult run = small_run();
    run.axes[1].values = {"full"};
    std::erase_if(run.cells,
                  [](const CellResult& cell) { return cell.configuration.get("lto") == "off"; });
    CHECK(*row_of(run, "inline-clone").means[text_size].ratio == Approx(900.0 / 800));
}

TEST_CASE("numbers keep no more than three significant digits", "[report]") {
    CHECK(change_text(1.0182) == "+1.8%");
    CHECK(change_text(0.876) == "−12.4%");
    CHECK(change_text(3.4567) == "+246%");
    CHECK(change_text(12.345) == "x12.3");
    CHECK(change_text(1) == "0%");
    CHECK(change_text(1.00004) == "+0.004%");
    CHECK(change_text(1 - 1e-9) == "−<0.001%");
    CHECK(change_text(1.02, 0.98, 1.06) == "+2.0% [−2.0%, +6.0%]");
    CHECK(change_text(1.02, 1.02, 1.02) == "+2.0%");
    CHECK(metric_text("compile.cpu_s", 1.23456) == "1.23 s");
    CHECK(metric_text("size.text", 1234567) == "1234567 B");
    CHECK(metric_text("size.text", 10899.94) == "10.6 KiB");
    CHECK(series_text("size.text", {{}, "no image"}) == "skipped: no image");
    Evidence share{"overall", "runtime", "", 0.91234, 0.8, 1, "share", 3, Realisation::native, ""};
    CHECK(estimate_text(share) == "91.2% [80%, 100%]");
    share.unit = "difference of log-ratios";
    share.realisation = Realisation::equivalent;
    CHECK(estimate_text(share) == "0.912 [0.8, 1] difference of log-ratios=");
}

} // namespace klp::report_test
