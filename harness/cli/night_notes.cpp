// SPDX-License-Identifier: Apache-2.0
#include "cli/night_notes.hpp"

#include "model/comparable.hpp"
#include "model/metric.hpp"
#include "model/outcome.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace klp {
namespace {

// The hash of the image of each pinned cell, by the cell's id.
std::map<std::string, std::string> pinned_images(const RunResult& run) {
    std::map<std::string, std::string> images;
    for (const CellResult& cell : run.pinned) {
        if (const auto hash = cell.facts.find(std::string(image_fact)); hash != cell.facts.end()) {
            images.emplace(cell.id, hash->second);
        }
    }
    return images;
}

} // namespace

bool has_failures(const RunResult& run) {
    const auto failed = [](const CellResult& cell) { return is_failure(cell.outcome); };
    return std::any_of(run.cells.begin(), run.cells.end(), failed) ||
           std::any_of(run.pinned.begin(), run.pinned.end(), failed);
}

void add_failures(const RunResult& run, std::vector<std::string>& failures) {
    for (const auto* cells : {&run.cells, &run.pinned}) {
        for (const CellResult& cell : *cells) {
            if (is_failure(cell.outcome)) {
                failures.push_back(
                    fmt::format("{}: {}: {}", cell.id, to_string(cell.outcome), cell.reason));
            }
        }
    }
}

void add_notes(const RunResult& run, std::vector<std::string>& notes) {
    if (run.pending > 0) {
        notes.push_back(fmt::format("{} cells were not measured", run.pending));
    }
}

void drop_unpinned(const RunResult& tonight, const RunResult* first,
                   std::vector<WatchedHistory>& points, std::vector<std::string>& failures) {
    if (first == nullptr) {
        return;
    }
    std::set<std::string> changed;
    const std::map<std::string, std::string> then = pinned_images(*first);
    const std::map<std::string, std::string> now = pinned_images(tonight);
    for (const CellResult& cell : tonight.pinned) {
        const auto before = then.find(cell.id);
        const auto image = now.find(cell.id);
        if (before != then.end() && image != now.end() && before->second != image->second &&
            changed.insert(cell.workload).second) {
            failures.push_back(fmt::format(
                "{}: the pinned sources give another image than in the first night of the series, "
                "though compiler and sources are the same: times are not compared; "
                "--new-series begins anew",
                cell.workload));
        }
    }
    std::erase_if(points, [&changed](const WatchedHistory& point) {
        return point.kind == MetricKind::noisy && changed.contains(point.watched.workload);
    });
}

void append_points(const std::vector<WatchedHistory>& points,
                   std::vector<WatchedHistory>& histories) {
    std::map<std::pair<std::string, std::pair<std::string, std::string>>, std::size_t> places;
    const auto key = [](const Watched& watched) {
        return std::pair(watched.workload, std::pair(watched.configuration.text(), watched.metric));
    };
    for (std::size_t i = 0; i < histories.size(); ++i) {
        places.emplace(key(histories[i].watched), i);
    }
    for (const WatchedHistory& one : points) {
        const auto [place, is_new] = places.emplace(key(one.watched), histories.size());
        if (is_new) {
            histories.push_back({one.watched, one.kind, {}});
        }
        auto& known = histories[place->second].points;
        known.insert(known.end(), one.points.begin(), one.points.end());
    }
}

} // namespace klp
