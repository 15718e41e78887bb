// SPDX-License-Identifier: Apache-2.0
#include "store/night_store.hpp"
#include "store_fixture.hpp"

#include <chrono>
#include <cmath>
#include <limits>

namespace klp::store_test {
namespace {

NightSeries small_series() {
    NightSeries series;
    series.experiment = "small";
    series.started = "2024-05-01T10:00:00Z";
    series.identity = {{"machine", "x86_64, A CPU, 2 CPUs"}, {"gcc-12", hostile}};
    series.changed = {"gcc-12: 1 -> " + hostile};
    return series;
}

Watched watched(const std::string& metric) {
    return {"heap", Configuration({{"compiler", "gcc-12"}, {"level", "on"}}), metric};
}

WatchedHistory point(const std::string& metric, double value) {
    const MetricKind kind = metric == "size.text" ? MetricKind::exact : MetricKind::noisy;
    NightPoint night;
    night.value = value;
    night.low = value - 0.5;
    night.high = std::numeric_limits<double>::infinity();
    night.units = 7;
    night.same_image = true;
    return {watched(metric), kind, {night}};
}

NightAlarm alarm(bool regression) {
    NightAlarm made;
    made.kind = AlarmKind::noisy;
    made.watched = watched("compile.cpu_s");
    made.regression = regression;
    made.since = "2024-05-01T10:00:00Z";
    made.before = 0.25;
    made.after = 0.5;
    made.confirmation = Confirmation{3, 0.25, 0.125, 0.375, 0.9975, 12, hostile};
    made.what = {"f: +48", hostile};
    made.owner = hostile;
    return made;
}

/// Two judged nights, the runs 1 and 2; run 3 confirms. The second one raised an alarm.
Store two_nights(const std::filesystem::path& path) {
    Store store = small_store(path);
    RunHeader later = small_header();
    later.environment.started = "2024-05-02T10:00:00Z";
    REQUIRE(value_of(store.begin_run(later)) == 2);
    REQUIRE(value_of(store.begin_run(later)) == 3);
    NightStore nights(store);
    REQUIRE(value_of(nights.begin_series(small_series())) == 1);
    require_ok(nights.add_night(1, 1));
    require_ok(nights.add_night(2, 1));
    require_ok(nights.add_night(2, 1));
    require_ok(nights.add_night(3, 1, 2));
    NightVerdict first{1, 1, "2024-05-01T11:00:00Z", {point("size.text", 100)}, {}, {}};
    require_ok(nights.end_night(first));
    NightVerdict second{2, 1, "2024-05-02T11:00:00Z", {}, {alarm(true), alarm(false)}, {}};
    second.alarms[1].watched = watched("size.text");
    second.alarms[1].kind = AlarmKind::exact;
    second.alarms[1].confirmation.reset();
    second.points = {point("compile.cpu_s", 0.5), point("size.text", 104)};
    NightSuspicion suspicion;
    suspicion.watched = watched("runtime.*.cpu_ns");
    suspicion.confirmation = Confirmation{3, 0.1, -0.1, std::nan(""), 0, 2, "too few"};
    second.suspicions.push_back(suspicion);
    require_ok(nights.end_night(second));
    CHECK(second.alarms[0].id == 1);
    CHECK(second.alarms[1].id == 2);
    return store;
}

} // namespace

TEST_CASE("a series comes back as it was begun", "[store]") {
    const TemporaryFolder folder;
    Store store = two_nights(folder / "r.db");
    const std::vector<NightSeries> series = value_of(NightStore(store).series("small"));
    REQUIRE(series.size() == 1);
    CHECK(series[0].id == 1);
    CHECK(series[0].started == small_series().started);
    CHECK(series[0].identity == small_series().identity);
    CHECK(series[0].changed == small_series().changed);
    CHECK(value_of(NightStore(store).series("other")).empty());
}

TEST_CASE("nights have their points, and a confirmation is no night", "[store]") {
    const TemporaryFolder folder;
    Store store = two_nights(folder / "r.db");
    NightStore nights(store);
    const std::vector<StoredNight> stored = value_of(nights.nights(1));
    REQUIRE(stored.size() == 2);
    CHECK(stored[1].run == 2);
    CHECK(stored[1].started == "2024-05-02T10:00:00Z");
    CHECK(stored[1].judged);

    const std::vector<WatchedHistory> histories = value_of(nights.histories(1));
    REQUIRE(histories.size() == 2);
    CHECK(histories[0].watched == watched("size.text"));
    CHECK(histories[0].kind == MetricKind::exact);
    REQUIRE(histories[0].points.size() == 2);
    CHECK(histories[0].points[0].run == 1);
    CHECK(histories[0].points[0].value == 100);
    CHECK(histories[0].points[1].value == 104);
    CHECK(histories[0].points[1].started == "2024-05-02T10:00:00Z");
    CHECK(histories[1].kind == MetricKind::noisy);
    const NightPoint& noisy = histories[1].points.at(0);
    CHECK(noisy.low == 0);
    CHECK(std::isinf(noisy.high));
    CHECK(noisy.units == 7);
    CHECK(noisy.same_image);
}

TEST_CASE("a night is judged once, and one that was not has no end", "[store]") {
    const TemporaryFolder folder;
    Store store = two_nights(folder / "r.db");
    NightStore nights(store);
    NightVerdict again{2, 1, "2024-05-02T12:00:00Z", {point("size.text", 1)}, {}, {}};
    const Status status = nights.end_night(again);
    REQUIRE_FALSE(status);
    CHECK(status.error().message.find("the night of run 2 was judged already") == 0);

    REQUIRE(value_of(store.begin_run(small_header())) == 4);
    require_ok(nights.add_night(4, 1));
    CHECK_FALSE(value_of(nights.nights(1)).back().judged);
}

TEST_CASE("a value that is not finite is no point", "[store]") {
    const TemporaryFolder folder;
    Store store = two_nights(folder / "r.db");
    NightStore nights(store);
    REQUIRE(value_of(store.begin_run(small_header())) == 4);
    require_ok(nights.add_night(4, 1));
    NightVerdict verdict{4, 1, "2024-05-03T11:00:00Z", {point("size.text", 1)}, {}, {}};
    verdict.points.push_back(point("compile.cpu_s", std::nan("")));
    require_ok(nights.end_night(verdict));
    const std::vector<WatchedHistory> histories = value_of(nights.histories(1));
    CHECK(histories[0].points.size() == 3);
    CHECK(histories[1].points.size() == 1);
}

TEST_CASE("alarms come back whole, and are ended once", "[store]") {
    const TemporaryFolder folder;
    Store store = two_nights(folder / "r.db");
    NightStore nights(store);
    const NightAlarm stored = value_of(nights.alarms("small")).at(0);
    CHECK(stored.series == 1);
    CHECK(stored.run == 2);
    CHECK(stored.started == "2024-05-02T10:00:00Z");
    CHECK(stored.since == "2024-05-01T10:00:00Z");
    CHECK(stored.watched == watched("compile.cpu_s"));
    CHECK(stored.kind == AlarmKind::noisy);
    CHECK(stored.before == 0.25);
    CHECK(stored.after == 0.5);
    CHECK(stored.what == std::vector<std::string>{"f: +48", hostile});
    CHECK(stored.owner == hostile);
    CHECK(stored.is_open());
    REQUIRE(stored.confirmation);
    CHECK(stored.confirmation->run == 3);
    CHECK(stored.confirmation->low == 0.125);
    CHECK(stored.confirmation->confidence == 0.9975);
    CHECK(stored.confirmation->units == 12);
    CHECK(stored.confirmation->failure == hostile);
    CHECK_FALSE(value_of(nights.alarms("")).at(1).confirmation);
    CHECK(value_of(nights.alarms("other")).empty());

    CHECK(nights.acknowledge({1, 99}, "now", "why").error().message ==
          "there is no alarm 99; klpbench nightly --list shows the alarms");
    CHECK(nights.acknowledge({2}, "now", "why").error().message ==
          "alarm 2 is no regression and needs no acknowledgement");
    CHECK(value_of(nights.alarms("small")).at(0).is_open());
    require_ok(nights.acknowledge({1}, "2024-05-03T09:00:00Z", hostile));
    CHECK_FALSE(value_of(nights.alarms("small")).at(0).is_open());
    CHECK(value_of(nights.alarms("small")).at(0).why == hostile);
    const Status again = nights.acknowledge({1}, "later", "why");
    REQUIRE_FALSE(again);
    CHECK(again.error().kind == ErrorKind::usage);
    CHECK(again.error().message == "alarm 1 was acknowledged at 2024-05-03T09:00:00Z already");
}

TEST_CASE("hashes of pinned sources are by series, night and workload", "[store]") {
    const TemporaryFolder folder;
    Store store = two_nights(folder / "r.db");
    NightStore nights(store);
    require_ok(nights.add_pinned_source(1, 0, "heap", "abc"));
    require_ok(nights.add_pinned_source(1, 2, "heap", "def"));
    CHECK(value_of(nights.pinned_source(1, 0, "heap")) == "abc");
    CHECK(value_of(nights.pinned_source(1, 2, "heap")) == "def");
    CHECK_FALSE(value_of(nights.pinned_source(1, 0, "ring")));
    CHECK_FALSE(value_of(nights.pinned_source(2, 0, "heap")));
}

TEST_CASE("a run that confirms is not the latest run", "[store]") {
    const TemporaryFolder folder;
    Store store = two_nights(folder / "r.db");
    CHECK(value_of(store.latest_run("small")) == 2);
    CHECK(value_of(store.latest_run("")) == 2);
    const std::vector<RunSummary> runs = value_of(store.list_runs());
    CHECK_FALSE(runs.at(1).confirms);
    CHECK(runs.at(2).confirms);
}

TEST_CASE("the points of 500 nights with 400 watched are loaded", "[store]") {
    const TemporaryFolder folder;
    const std::filesystem::path path = folder / "r.db";
    Store store = small_store(path);
    NightStore nights(store);
    REQUIRE(value_of(nights.begin_series(small_series())) == 1);
    execute(path, R"sql(
        WITH RECURSIVE n(i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < 501)
        INSERT INTO run (id, experiment, fingerprint, definition, equivalence_margin,
            klpbench_version, architecture, cpu, cpus, memory_bytes, kernel, os, seed, jobs,
            replicates, started) SELECT i, 'small', '', '', 0, '', '', '', 1, 1, '', '', '1', 1, 1,
            '2024-05-01T10:00:00Z' FROM n;
        WITH RECURSIVE n(i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < 501)
        INSERT INTO night SELECT i, 1, NULL FROM n;
        WITH RECURSIVE w(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM w WHERE i < 400)
        INSERT INTO watched SELECT i, 'heap', 'level=on', 'runtime.' || i || '.cpu_ns', 'noisy'
            FROM w;
        INSERT INTO night_point SELECT run, id, run / 1000.0, -1, 1, 12, 0 FROM night, watched;
    )sql");
    const std::vector<WatchedHistory> histories = value_of(nights.histories(1));
    REQUIRE(histories.size() == 400);
    for (const WatchedHistory& history : histories) {
        REQUIRE(history.points.size() == 500);
        CHECK(history.points.front().value == 0.002);
        CHECK(history.points.back().value == 0.501);
    }
}

} // namespace klp::store_test
