// SPDX-License-Identifier: Apache-2.0
#include "cli/judged_history.hpp"

#include <catch2/catch.hpp>

using namespace klp;

namespace {

const Watched ring{"ring", *Configuration::parse("lto=off"), "compile.cpu_s"};

std::string night(int number) {
    return "2024-05-0" + std::to_string(number) + "T02:00:00Z";
}

/// Five nights with the values 0.1, 0.2, …
WatchedHistory five_nights(MetricKind kind = MetricKind::noisy) {
    WatchedHistory history{ring, kind, {}};
    for (int i = 1; i <= 5; ++i) {
        NightPoint point;
        point.run = std::int64_t{10} * i;
        point.started = night(i);
        point.value = i / 10.0;
        history.points.push_back(point);
    }
    return history;
}

NightAlarm alarm(int since, int raised, bool regression, const std::string& acknowledged) {
    NightAlarm made;
    made.kind = AlarmKind::noisy;
    made.watched = ring;
    made.since = night(since);
    made.run = std::int64_t{10} * raised;
    made.regression = regression;
    made.acknowledged = acknowledged;
    return made;
}

std::vector<std::int64_t> runs_of(const std::vector<WatchedHistory>& judged) {
    std::vector<std::int64_t> runs;
    for (const NightPoint& point : judged.at(0).points) {
        runs.push_back(point.run);
    }
    return runs;
}

using Runs = std::vector<std::int64_t>;

} // namespace

TEST_CASE("without alarms all nights are judged, of noisy metrics only") {
    CHECK(runs_of(judged_histories({five_nights()}, {})) == Runs{10, 20, 30, 40, 50});
    CHECK(judged_histories({five_nights(MetricKind::exact)}, {}).empty());
    CHECK(anchor_of(ring, {}) == 0);
}

TEST_CASE("what has an open regression is not judged") {
    CHECK(judged_histories({five_nights()}, {alarm(2, 3, true, "")}).empty());
    NightAlarm other = alarm(2, 3, true, "");
    other.watched.metric = "runtime.*.cpu_ns";
    CHECK(runs_of(judged_histories({five_nights()}, {other})).size() == 5);
    // An exact alarm has its own rule.
    NightAlarm exact = alarm(2, 3, true, "");
    exact.kind = AlarmKind::exact;
    CHECK(runs_of(judged_histories({five_nights()}, {exact})).size() == 5);
}

TEST_CASE("an accepted change begins a new normal, which code is compared with from then on") {
    CHECK(runs_of(judged_histories({five_nights()}, {alarm(2, 3, true, night(4))})) ==
          Runs{20, 30, 40, 50});
    CHECK(anchor_of(ring, {alarm(2, 3, true, night(4))}) == 30);
    // A change for the better needs no one to accept it. The latest counts.
    const std::vector<NightAlarm> both{alarm(2, 3, true, night(4)), alarm(4, 4, false, "")};
    CHECK(runs_of(judged_histories({five_nights()}, both)) == Runs{40, 50});
    CHECK(anchor_of(ring, both) == 40);
}

TEST_CASE("an alarm has the levels before and since the change") {
    NightSuspicion suspicion;
    suspicion.watched = ring;
    suspicion.since = night(4);
    suspicion.shift = 0.2;
    suspicion.confirmation = Confirmation{7, 0.2, 0.1, 0.3, 0.9975, 12, ""};
    const NightAlarm worse = alarm_of(suspicion, five_nights());
    CHECK(worse.kind == AlarmKind::noisy);
    CHECK(worse.watched == ring);
    CHECK(worse.since == night(4));
    CHECK(worse.before == Approx(0.2));
    CHECK(worse.after == Approx(0.45));
    CHECK(worse.regression);
    CHECK(worse.is_open());
    CHECK(worse.confirmation->run == 7);
    suspicion.shift = -0.2;
    CHECK_FALSE(alarm_of(suspicion, five_nights()).regression);
}
