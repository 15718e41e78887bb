// SPDX-License-Identifier: Apache-2.0
#include "store/database.hpp"
#include "store/night_store.hpp"

namespace klp {

Result<std::vector<NightSeries>> NightStore::series(const std::string& experiment) {
    return guarded(m_store.path(), [&]() -> Result<std::vector<NightSeries>> {
        SQLite::Database& database = *m_store.m_database;
        std::vector<NightSeries> found;
        SQLite::Statement row(
            database, "SELECT id, started, changed FROM series WHERE experiment = ? ORDER BY id");
        row.bind(1, experiment);
        while (row.executeStep()) {
            found.push_back({row.getColumn(0).getInt64(),
                             experiment,
                             row.getColumn(1).getString(),
                             {},
                             read_list(database, row.getColumn(2).getString())});
        }
        SQLite::Statement identity(database, "SELECT name, value FROM series_identity "
                                             "WHERE series = ? ORDER BY position");
        for (NightSeries& one : found) {
            identity.reset();
            identity.bind(1, one.id);
            while (identity.executeStep()) {
                one.identity.emplace_back(identity.getColumn(0).getString(),
                                          identity.getColumn(1).getString());
            }
        }
        return found;
    });
}

Result<std::int64_t> NightStore::begin_series(const NightSeries& series) {
    return guarded(m_store.path(), [&]() -> Result<std::int64_t> {
        SQLite::Database& database = *m_store.m_database;
        SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
        SQLite::Statement statement(
            database, "INSERT INTO series (experiment, started, changed) VALUES (?,?,?)");
        insert(statement, series.experiment, series.started, list_text(series.changed));
        const std::int64_t id = database.getLastInsertRowid();
        SQLite::Statement identity(database, "INSERT INTO series_identity VALUES (?,?,?,?)");
        std::int64_t position = 0;
        for (const auto& [name, value] : series.identity) {
            insert(identity, id, position++, name, value);
        }
        transaction.commit();
        return id;
    });
}

Result<std::optional<std::string>> NightStore::pinned_source(std::int64_t series, std::int64_t run,
                                                             const std::string& workload) {
    return guarded(m_store.path(), [&]() -> Result<std::optional<std::string>> {
        SQLite::Statement row(*m_store.m_database, "SELECT sha256 FROM pinned_source "
                                                   "WHERE series = ? AND run = ? AND workload = ?");
        SQLite::bind(row, series, run, workload);
        return row.executeStep() ? std::optional(row.getColumn(0).getString()) : std::nullopt;
    });
}

Status NightStore::add_pinned_source(std::int64_t series, std::int64_t run,
                                     const std::string& workload, const std::string& sha256) {
    return guarded(m_store.path(), [&]() -> Status {
        SQLite::Statement statement(*m_store.m_database,
                                    "INSERT INTO pinned_source VALUES (?,?,?,?)");
        insert(statement, series, run, workload, sha256);
        return {};
    });
}

Status NightStore::add_night(std::int64_t run, std::int64_t series,
                             std::optional<std::int64_t> confirms) {
    return guarded(m_store.path(), [&]() -> Status {
        SQLite::Statement statement(*m_store.m_database,
                                    "INSERT INTO night VALUES (?,?,nullif(?,0)) "
                                    "ON CONFLICT (run) DO NOTHING");
        insert(statement, run, series, confirms.value_or(0));
        return {};
    });
}

Result<std::vector<StoredNight>> NightStore::nights(std::int64_t series) {
    return guarded(m_store.path(), [&]() -> Result<std::vector<StoredNight>> {
        std::vector<StoredNight> nights;
        SQLite::Statement row(*m_store.m_database,
                              "SELECT night.run, run.started, night_end.run IS NOT NULL "
                              "FROM night JOIN run ON run.id = night.run "
                              "LEFT JOIN night_end ON night_end.run = night.run "
                              "WHERE series = ? AND confirms IS NULL ORDER BY night.run");
        row.bind(1, series);
        while (row.executeStep()) {
            nights.push_back({row.getColumn(0).getInt64(), row.getColumn(1).getString(),
                              row.getColumn(2).getInt() != 0});
        }
        return nights;
    });
}

} // namespace klp
