// SPDX-License-Identifier: Apache-2.0
#include "cli/night_notes.hpp"

#include <catch2/catch.hpp>

using namespace klp;

namespace {

CellResult pinned_cell(const std::string& workload, const std::string& image) {
    CellResult cell;
    cell.id = workload + "@lto=off#pinned";
    cell.workload = workload;
    cell.facts = {{"image.sha256", image}};
    return cell;
}

WatchedHistory point(const std::string& workload, MetricKind kind) {
    NightPoint night;
    night.run = 9;
    return {{workload, *Configuration::parse("lto=off"),
             kind == MetricKind::exact ? "size.text" : "compile.cpu_s"},
            kind,
            {night}};
}

} // namespace

TEST_CASE("times are not compared when the pinned code is not what it was") {
    RunResult first;
    first.pinned = {pinned_cell("ring", "a"), pinned_cell("heap", "a")};
    RunResult tonight;
    tonight.pinned = {pinned_cell("ring", "b"), pinned_cell("heap", "a"), pinned_cell("trie", "c")};
    std::vector<WatchedHistory> points{
        point("ring", MetricKind::noisy), point("ring", MetricKind::exact),
        point("heap", MetricKind::noisy), point("trie", MetricKind::noisy)};
    std::vector<std::string> failures;
    drop_unpinned(tonight, nullptr, points, failures);
    CHECK(points.size() == 4);
    drop_unpinned(tonight, &first, points, failures);
    REQUIRE(points.size() == 3);
    CHECK(points[0].watched.metric == "size.text");
    CHECK(points[1].watched.workload == "heap");
    REQUIRE(failures.size() == 1);
    CHECK(failures[0].starts_with("ring: the pinned sources give another image"));
}

TEST_CASE("a failed cell is told, of the pinned ones too; an unsupported one is an answer") {
    RunResult run;
    run.cells.resize(2);
    run.cells[0].outcome = Outcome::unsupported;
    run.cells[1].outcome = Outcome::ok;
    std::vector<std::string> failures;
    add_failures(run, failures);
    CHECK(failures.empty());
    CHECK_FALSE(has_failures(run));

    run.pinned.push_back(pinned_cell("ring", "a"));
    run.pinned[0].outcome = Outcome::timeout;
    run.pinned[0].reason = "linking: ended after 120 s";
    add_failures(run, failures);
    CHECK(failures ==
          std::vector<std::string>{"ring@lto=off#pinned: timeout: linking: ended after 120 s"});
    CHECK(has_failures(run));
}

TEST_CASE("tonight's points come last in their histories, and new ones begin one") {
    std::vector<WatchedHistory> histories{point("ring", MetricKind::noisy)};
    histories[0].points[0].run = 8;
    append_points({point("heap", MetricKind::noisy), point("ring", MetricKind::noisy)}, histories);
    REQUIRE(histories.size() == 2);
    REQUIRE(histories[0].points.size() == 2);
    CHECK(histories[0].points[1].run == 9);
    CHECK(histories[1].watched.workload == "heap");
    CHECK(histories[1].points.size() == 1);
}
