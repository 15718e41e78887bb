// SPDX-License-Identifier: Apache-2.0
#include "store/database.hpp"
#include "store/night_rows.hpp"
#include "store/night_store.hpp"

#include <cmath>
#include <unordered_map>

namespace klp {
namespace {

MetricKind kind_from(const std::string& text) {
    return text == to_string(MetricKind::exact) ? MetricKind::exact : MetricKind::noisy;
}

struct HistoriesById {
    std::vector<WatchedHistory> in_order;
    std::unordered_map<std::int64_t, std::size_t> by_id;
};

// Those that have a point in the series, in the order in which they were first watched.
HistoriesById load_watched(SQLite::Database& database, std::int64_t series) {
    HistoriesById found;
    SQLite::Statement row(database,
                          "SELECT id, workload, configuration, metric, kind FROM watched WHERE id "
                          "IN (SELECT watched FROM night_point JOIN night USING (run) "
                          "WHERE series = ?) ORDER BY id");
    row.bind(1, series);
    while (row.executeStep()) {
        found.by_id.emplace(row.getColumn(0).getInt64(), found.in_order.size());
        found.in_order.push_back(
            {read_watched(row, 1), kind_from(row.getColumn(4).getString()), {}});
    }
    return found;
}

} // namespace

Watched read_watched(SQLite::Statement& row, int column) {
    return {row.getColumn(column).getString(),
            Configuration::parse(row.getColumn(column + 1).getString()).value_or(Configuration()),
            row.getColumn(column + 2).getString()};
}

std::int64_t watched_id(SQLite::Database& database, const Watched& watched, MetricKind kind) {
    const std::string configuration = watched.configuration.text();
    SQLite::Statement statement(database,
                                "INSERT INTO watched (workload, configuration, metric, kind) "
                                "VALUES (?,?,?,?) "
                                "ON CONFLICT (workload, configuration, metric) DO NOTHING");
    insert(statement, watched.workload, configuration, watched.metric,
           std::string(to_string(kind)));
    return find_id(database,
                   "SELECT id FROM watched WHERE workload = ? AND configuration = ? AND metric = ?",
                   watched.workload, configuration, watched.metric);
}

void insert_points(SQLite::Database& database, std::int64_t run,
                   const std::vector<WatchedHistory>& histories) {
    SQLite::Statement statement(database, "INSERT INTO night_point VALUES (?,?,?,?,?,?,?)");
    for (const WatchedHistory& history : histories) {
        const std::int64_t watched = watched_id(database, history.watched, history.kind);
        for (const NightPoint& point : history.points) {
            if (!std::isfinite(point.value)) {
                continue; // no night says that something took no time, or an endless one
            }
            insert(statement, run, watched, point.value, point.low, point.high, point.units,
                   point.same_image ? 1 : 0);
        }
    }
}

Result<std::vector<WatchedHistory>> NightStore::histories(std::int64_t series) {
    return guarded(m_store.path(), [&]() -> Result<std::vector<WatchedHistory>> {
        SQLite::Database& database = *m_store.m_database;
        const SQLite::Transaction snapshot(database);
        HistoriesById found = load_watched(database, series);
        std::unordered_map<std::int64_t, std::string> started;
        SQLite::Statement night(database, "SELECT night.run, started FROM night JOIN run "
                                          "ON run.id = night.run WHERE series = ?");
        night.bind(1, series);
        while (night.executeStep()) {
            started.emplace(night.getColumn(0).getInt64(), night.getColumn(1).getString());
        }
        SQLite::Statement row(database, "SELECT night_point.run, watched, value, low, high, units, "
                                        "same_image FROM night JOIN night_point USING (run) "
                                        "WHERE series = ? ORDER BY night_point.run");
        row.bind(1, series);
        while (row.executeStep()) {
            const std::int64_t run = row.getColumn(0).getInt64();
            found.in_order[found.by_id.at(row.getColumn(1).getInt64())].points.push_back(
                {run, started.at(run), row.getColumn(2).getDouble(), row.getColumn(3).getDouble(),
                 row.getColumn(4).getDouble(), row.getColumn(5).getInt(),
                 row.getColumn(6).getInt() != 0});
        }
        return std::move(found.in_order);
    });
}

} // namespace klp
