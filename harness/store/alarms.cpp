// SPDX-License-Identifier: Apache-2.0
#include "store/database.hpp"
#include "store/night_rows.hpp"
#include "store/night_store.hpp"

#include <fmt/format.h>

namespace klp {
namespace {

tl::unexpected<Error> refused(ErrorKind kind, const std::filesystem::path& path,
                              std::string message) {
    return tl::unexpected<Error>(Error{kind, std::move(message), path.string(), 0, 0});
}

void insert_confirmation(SQLite::Database& database, std::int64_t run, std::int64_t watched,
                         const std::optional<Confirmation>& found) {
    if (!found) {
        return;
    }
    SQLite::Statement statement(database, "INSERT INTO confirmation VALUES (?,?,?,?,?,?,?,?,?)");
    insert(statement, run, watched, found->run, found->estimate, found->low, found->high,
           found->confidence, found->units, found->failure);
}

void insert_suspicions(SQLite::Database& database, const NightVerdict& verdict) {
    SQLite::Statement statement(database, "INSERT INTO suspicion VALUES (?,?,?,?,?)");
    for (const NightSuspicion& suspicion : verdict.suspicions) {
        const std::int64_t watched = watched_id(database, suspicion.watched, MetricKind::noisy);
        insert(statement, verdict.run, watched, suspicion.since, suspicion.shift,
               suspicion.outcome);
        insert_confirmation(database, verdict.run, watched, suspicion.confirmation);
    }
}

void insert_alarms(SQLite::Database& database, NightVerdict& verdict) {
    SQLite::Statement statement(
        database, "INSERT INTO alarm (series, run, watched, kind, regression, since, value_before, "
                  "value_after, what, owner) VALUES (?,?,?,?,?,?,?,?,?,?)");
    for (NightAlarm& alarm : verdict.alarms) {
        const bool noisy = alarm.kind == AlarmKind::noisy;
        const MetricKind kind = noisy ? MetricKind::noisy : MetricKind::exact;
        const std::int64_t watched = watched_id(database, alarm.watched, kind);
        insert(statement, verdict.series, verdict.run, watched, std::string(to_string(kind)),
               alarm.regression ? 1 : 0, alarm.since, alarm.before, alarm.after,
               list_text(alarm.what), alarm.owner);
        alarm.id = database.getLastInsertRowid();
        insert_confirmation(database, verdict.run, watched, alarm.confirmation);
    }
}

std::optional<Confirmation> read_confirmation(SQLite::Statement& row, int column) {
    if (row.isColumnNull(column)) {
        return std::nullopt;
    }
    return Confirmation{
        row.getColumn(column).getInt64(),      row.getColumn(column + 1).getDouble(),
        row.getColumn(column + 2).getDouble(), row.getColumn(column + 3).getDouble(),
        row.getColumn(column + 4).getDouble(), row.getColumn(column + 5).getInt(),
        row.getColumn(column + 6).getString()};
}

NightAlarm read_alarm(SQLite::Database& database, SQLite::Statement& row) {
    NightAlarm alarm;
    alarm.id = row.getColumn(0).getInt64();
    alarm.series = row.getColumn(1).getInt64();
    alarm.kind = row.getColumn(2).getString() == "exact" ? AlarmKind::exact : AlarmKind::noisy;
    alarm.watched = read_watched(row, 3);
    alarm.regression = row.getColumn(6).getInt() != 0;
    alarm.run = row.getColumn(7).getInt64();
    alarm.started = row.getColumn(8).getString();
    alarm.since = row.getColumn(9).getString();
    alarm.before = row.getColumn(10).getDouble();
    alarm.after = row.getColumn(11).getDouble();
    alarm.what = read_list(database, row.getColumn(12).getString());
    alarm.owner = row.getColumn(13).getString();
    alarm.acknowledged = row.getColumn(14).getString();
    alarm.why = row.getColumn(15).getString();
    alarm.confirmation = read_confirmation(row, 16);
    return alarm;
}

Status check_open(SQLite::Database& database, const std::filesystem::path& path, std::int64_t id) {
    SQLite::Statement row(database, "SELECT regression, coalesce(acknowledged, ''), "
                                    "coalesce(why, '') FROM alarm LEFT JOIN acknowledgement "
                                    "ON acknowledgement.alarm = alarm.id WHERE id = ?");
    row.bind(1, id);
    if (!row.executeStep()) {
        return refused(
            ErrorKind::usage, path,
            fmt::format("there is no alarm {}; klpbench nightly --list shows the alarms", id));
    }
    if (row.getColumn(0).getInt() == 0) {
        return refused(ErrorKind::usage, path,
                       fmt::format("alarm {} is no regression and needs no acknowledgement", id));
    }
    if (const std::string when = row.getColumn(1).getString(); !when.empty()) {
        return refused(ErrorKind::usage, path,
                       fmt::format("alarm {} was acknowledged at {} already", id, when));
    }
    return {};
}

} // namespace

Status NightStore::end_night(NightVerdict& verdict) {
    return guarded(m_store.path(), [&]() -> Status {
        SQLite::Database& database = *m_store.m_database;
        SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
        if (find_id(database, "SELECT run FROM night_end WHERE run = ?", verdict.run) != 0) {
            return refused(ErrorKind::failure, m_store.path(),
                           fmt::format("the night of run {} was judged already; let the other "
                                       "klpbench that watches this experiment end first",
                                       verdict.run));
        }
        insert_points(database, verdict.run, verdict.points);
        insert_suspicions(database, verdict);
        insert_alarms(database, verdict);
        SQLite::Statement end(database, "INSERT INTO night_end VALUES (?,?)");
        insert(end, verdict.run, verdict.judged);
        transaction.commit();
        return {};
    });
}

Result<std::vector<NightAlarm>> NightStore::alarms(const std::string& experiment) {
    return guarded(m_store.path(), [&]() -> Result<std::vector<NightAlarm>> {
        SQLite::Database& database = *m_store.m_database;
        std::vector<NightAlarm> alarms;
        SQLite::Statement row(
            database,
            "SELECT alarm.id, alarm.series, alarm.kind, workload, configuration, metric, "
            "regression, alarm.run, run.started, since, value_before, value_after, what, owner, "
            "coalesce(acknowledged, ''), coalesce(why, ''), confirming_run, estimate, low, high, "
            "confidence, units, failure FROM alarm "
            "JOIN series ON series.id = alarm.series JOIN run ON run.id = alarm.run "
            "JOIN watched ON watched.id = alarm.watched "
            "LEFT JOIN acknowledgement ON acknowledgement.alarm = alarm.id "
            "LEFT JOIN confirmation ON confirmation.run = alarm.run "
            "AND confirmation.watched = alarm.watched "
            "WHERE ?1 = '' OR series.experiment = ?1 ORDER BY alarm.id");
        row.bind(1, experiment);
        while (row.executeStep()) {
            alarms.push_back(read_alarm(database, row));
        }
        return alarms;
    });
}

Status NightStore::acknowledge(const std::vector<std::int64_t>& alarms, const std::string& when,
                               const std::string& why) {
    return guarded(m_store.path(), [&]() -> Status {
        SQLite::Database& database = *m_store.m_database;
        SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
        SQLite::Statement statement(database, "INSERT INTO acknowledgement VALUES (?,?,?)");
        for (const std::int64_t alarm : alarms) {
            KLP_TRY(check_open(database, m_store.path(), alarm));
            insert(statement, alarm, when, why);
        }
        transaction.commit();
        return {};
    });
}

} // namespace klp
