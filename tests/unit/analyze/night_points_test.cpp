// SPDX-License-Identifier: Apache-2.0
//
// What a night adds to its series, on a made-up run that has a pinned baseline.
#include "analyze/night_points.hpp"

#include "model/comparable.hpp"
#include "support/synthetic_run.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>

using namespace klp;
using namespace klp::testing;
using Catch::Matchers::Contains;
using Catch::Matchers::Matches;

namespace {

const std::string baseline = "lto=off,live_patching=off,section_gc=off";
const std::string full = "lto=full,live_patching=off,section_gc=off";

/// Pins the baseline of each workload, as it is at this moment.
RunResult pinned(SyntheticRun& synthetic) {
    for (CellResult* cell : synthetic.cells("")) {
        cell->facts[image_fact] = "image of " + cell->id;
    }
    for (const CellResult* cell : synthetic.cells(baseline)) {
        synthetic.run().pinned.push_back(*cell);
    }
    synthetic.run().primary_metrics = {"runtime", "compile.cpu_s", "size.text"};
    synthetic.run().environment.started = "2026-11-23T02:00:00Z";
    return synthetic.run();
}

const WatchedHistory* find(const std::vector<WatchedHistory>& histories, const std::string& partial,
                           const std::string& metric) {
    const Configuration wanted = Configuration::parse(partial).value();
    const auto found =
        std::find_if(histories.begin(), histories.end(), [&](const WatchedHistory& history) {
            return history.watched.workload == "lz77" && history.watched.metric == metric &&
                   history.watched.configuration.matches(wanted);
        });
    return found == histories.end() ? nullptr : &*found;
}

NightPoint point(const std::vector<WatchedHistory>& histories, const std::string& partial,
                 const std::string& metric) {
    const WatchedHistory* history = find(histories, partial, metric);
    REQUIRE(history != nullptr);
    REQUIRE(history->points.size() == 1);
    return history->points.front();
}

} // namespace

TEST_CASE("a noisy point is the ratio of the same night to the pinned baseline") {
    SyntheticRun synthetic(8);
    RunResult night = pinned(synthetic);
    for (CellResult& cell : night.cells) {
        if (cell.configuration.get("lto") == "full") {
            for (const char* metric : {"runtime.find.cpu_ns", "runtime.insert.cpu_ns"}) {
                for (ReplicateValue& sample : cell.metrics.at(metric).values) {
                    sample.value *= 1.05 * (1 + sample.replicate); // a drift of the machine …
                }
            }
        }
    }
    for (CellResult& cell : night.pinned) {
        for (const char* metric : {"runtime.find.cpu_ns", "runtime.insert.cpu_ns"}) {
            for (ReplicateValue& sample : cell.metrics.at(metric).values) {
                sample.value *= 1 + sample.replicate; // … that both sides of a pair have seen
            }
        }
    }
    const NightPoint seen = point(night_points(night, {}), full, "runtime.*.cpu_ns");
    CHECK(seen.value == Approx(std::log(1.05)).margin(0.002));
    CHECK(seen.low < seen.value);
    CHECK(seen.high - seen.low < 0.01);
    CHECK(seen.units == 8);
    CHECK(seen.run == 1);
    CHECK(seen.started == "2026-11-23T02:00:00Z");
}

TEST_CASE("by default the primary metrics and all exact ones are watched") {
    SyntheticRun synthetic;
    const RunResult night = pinned(synthetic);
    const std::vector<std::string> metrics = watched_metrics(night, night.cells.front(), {});
    CHECK(metrics == std::vector<std::string>{"compile.cpu_s", "size.text", "symbols.functions",
                                              "clones.inline_copies",
                                              "clones.inline_copies_cross_unit", "clones.constprop",
                                              "clones.isra", "clones.part", "runtime.*.cpu_ns"});
    const auto histories = night_points(night, {});
    CHECK(find(histories, full, "size.text")->kind == MetricKind::exact);
    CHECK(point(histories, full, "size.text").value == 10000);
    CHECK(find(histories, full, "compile.cpu_s")->kind == MetricKind::noisy);
}

TEST_CASE("patterns of the experiment choose what is watched") {
    SyntheticRun synthetic;
    const RunResult night = pinned(synthetic);
    NightlySettings settings;
    settings.metrics = {"runtime.*.cpu_ns", "size.*"};
    CHECK(watched_metrics(night, night.cells.front(), settings) ==
          std::vector<std::string>{"size.text", "runtime.*.cpu_ns"});
    settings.metrics = {"runtime.find.*"};
    CHECK(watched_metrics(night, night.cells.front(), settings) ==
          std::vector<std::string>{"runtime.find.cpu_ns"});
}

TEST_CASE("the same image is known by its hash, and a twin's layouts must have run alike") {
    SyntheticRun synthetic;
    RunResult night = pinned(synthetic);
    CHECK(point(night_points(night, {}), baseline, "size.text").same_image);

    SECTION("another image") {
        night.pinned.front().facts[image_fact] = "older";
        CHECK_FALSE(point(night_points(night, {}), baseline, "size.text").same_image);
    }
    SECTION("the same layouts of another image") {
        night.pinned.front().facts["run_image.sha256"] = "older";
        CHECK_FALSE(point(night_points(night, {}), baseline, "size.text").same_image);
    }
    SECTION("a configuration without a twin: the first night tells") {
        CHECK_FALSE(point(night_points(night, {}), full, "size.text").same_image);
        RunResult first = night;
        CHECK(point(night_points(night, {}, &first), full, "size.text").same_image);
        for (CellResult& cell : first.cells) {
            cell.facts[image_fact] = "older";
        }
        CHECK_FALSE(point(night_points(night, {}, &first), full, "size.text").same_image);
    }
    SECTION("no hash is no proof") {
        for (CellResult& cell : night.cells) {
            cell.facts.clear();
        }
        night.pinned.front().facts.clear();
        CHECK_FALSE(point(night_points(night, {}), baseline, "size.text").same_image);
    }
}

TEST_CASE("what cannot be seen has no point and a note") {
    SyntheticRun synthetic;
    RunResult night = pinned(synthetic);
    std::vector<std::string> notes;

    SECTION("no pinned baseline") {
        night.pinned.clear();
        const auto histories = night_points(night, {}, nullptr, &notes);
        CHECK(find(histories, full, "compile.cpu_s") == nullptr);
        CHECK(find(histories, full, "size.text") != nullptr);
        REQUIRE(notes.size() == 2); // one a metric, however many cells
        CHECK_THAT(notes.front(),
                   Matches("compile\\.cpu_s: not watched tonight in [0-9]+ cells, the "
                           "first .*: the night has no pinned baseline"));
    }
    SECTION("the sides ran with different layouts") {
        night.pinned.front().layouts = {{0, 17}};
        const auto histories = night_points(night, {}, nullptr, &notes);
        CHECK(find(histories, full, "runtime.*.cpu_ns") == nullptr);
        CHECK_THAT(notes.front(), Contains("mismatched layouts"));
    }
    SECTION("a metric was skipped") {
        for (CellResult& cell : night.cells) {
            cell.metrics["clones.part"] = {{}, "a malformed dump"};
        }
        const auto histories = night_points(night, {}, nullptr, &notes);
        CHECK(find(histories, full, "clones.part") == nullptr);
        CHECK_THAT(notes.front(), Contains("a malformed dump"));
    }
    SECTION("a cell that failed is told elsewhere") {
        night.cells.front().outcome = Outcome::timeout;
        const auto histories = night_points(night, {}, nullptr, &notes);
        CHECK(find(histories, baseline, "size.text") == nullptr);
        CHECK(notes.empty());
    }
}

TEST_CASE("counts of a kernel are watched as values, and its times are not") {
    SyntheticRun synthetic(6, {"lz77"});
    synthetic.make_kernel("lz77");
    RunResult night = synthetic.run();
    night.primary_metrics = {"runtime", "boot.instructions", "compile.cpu_s"};
    std::vector<std::string> notes;
    const auto histories = night_points(night, {}, nullptr, &notes);
    const WatchedHistory* boot = find(histories, full, "boot.instructions");
    REQUIRE(boot != nullptr);
    CHECK(boot->kind == MetricKind::exact);
    CHECK(boot->points.front().value > 60'000'000);
    CHECK(find(histories, full, "runtime.*.instructions") != nullptr);
    CHECK(find(histories, full, "compile.cpu_s") == nullptr);
    CHECK_THAT(notes.front(), Contains("a kernel has no pinned twin"));
}
