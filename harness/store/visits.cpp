// SPDX-License-Identifier: Apache-2.0
#include "store/clone_graphs.hpp"
#include "store/database.hpp"
#include "store/store.hpp"

#include <fmt/format.h>

#include <cmath>

namespace klp {
namespace {

void insert_samples(SQLite::Database& database, std::int64_t visit,
                    const std::vector<Sample>& samples) {
    SQLite::Statement measured(database, "INSERT INTO sample VALUES (?,?,?,NULL)");
    SQLite::Statement skipped(database, "INSERT INTO sample VALUES (?,?,NULL,?)");
    for (const Sample& sample : samples) {
        if (!sample.skipped.empty()) {
            insert(skipped, visit, sample.metric, sample.skipped);
        } else if (!std::isfinite(sample.value)) {
            insert(skipped, visit, sample.metric, "the measured value is not a finite number");
        } else {
            insert(measured, visit, sample.metric, sample.value);
        }
    }
}

void insert_processes(SQLite::Database& database, std::int64_t visit,
                      const std::vector<ProcessRecord>& processes) {
    SQLite::Statement statement(database, "INSERT INTO process VALUES (?,?,?,?,?,?,?,?,?)");
    std::int64_t position = 0;
    for (const ProcessRecord& process : processes) {
        insert(statement, visit, position++, process.phase, process.unit, process.wall_s,
               process.user_s, process.system_s, process.peak_rss_bytes, process.exit_status);
    }
}

void insert_sizes(SQLite::Database& database, std::int64_t id, const VisitResult& visit) {
    SQLite::Statement section_row(database, "INSERT INTO section_size VALUES (?,?,?,?)");
    std::int64_t position = 0;
    for (const SectionSize& size : visit.sections) {
        insert(section_row, id, position++, size.section, size.bytes);
    }
    SQLite::Statement symbol_row(database, "INSERT INTO symbol_size VALUES (?,?,?,?,?,?,?)");
    position = 0;
    for (const SymbolSize& size : visit.symbols) {
        insert(symbol_row, id, position++, size.symbol, size.kind, size.bytes, size.file,
               size.body);
    }
}

void insert_commands(SQLite::Database& database, std::int64_t visit,
                     const std::vector<std::vector<std::string>>& commands) {
    SQLite::Statement statement(database, "INSERT INTO command VALUES (?,?,?)");
    std::int64_t position = 0;
    for (const std::vector<std::string>& argv : commands) {
        insert(statement, visit, position++, list_text(argv));
    }
}

void insert_facts(SQLite::Database& database, std::int64_t visit, const std::vector<Fact>& facts) {
    SQLite::Statement statement(database, "INSERT INTO fact VALUES (?,?,?)");
    for (const Fact& fact : facts) {
        insert(statement, visit, fact.name, fact.value);
    }
}

std::int64_t insert_visit(SQLite::Database& database, std::int64_t cell, const VisitResult& visit) {
    SQLite::Statement statement(
        database, "INSERT INTO visit (cell, replicate, outcome, reason, diagnostic, started, "
                  "ended, children_s, layout) VALUES (?,?,?,?,?,?,?,?,?)");
    insert(statement, cell, visit.replicate, std::string(to_string(visit.outcome)), visit.reason,
           visit.diagnostic, visit.started, visit.ended, visit.children_s,
           visit.layout ? std::to_string(*visit.layout) : std::string());
    return database.getLastInsertRowid();
}

tl::unexpected<Error> refused(const std::filesystem::path& path, std::string message) {
    return tl::unexpected<Error>(
        Error{ErrorKind::failure, std::move(message), path.string(), 0, 0});
}

Status insert_whole_visit(SQLite::Database& database, const std::filesystem::path& path,
                          std::int64_t run, const VisitResult& visit) {
    const std::int64_t cell =
        find_id(database, "SELECT id FROM cell WHERE run = ? AND name = ?", run, visit.cell);
    if (cell == 0) {
        return refused(
            path, fmt::format("run {} has no cell {}; this is a bug in klpbench", run, visit.cell));
    }
    if (find_id(database, "SELECT id FROM visit WHERE cell = ? AND replicate = ?", cell,
                visit.replicate) != 0) {
        return refused(path, fmt::format("replicate {} of {} is stored already; let the other "
                                         "klpbench that runs this experiment end first",
                                         visit.replicate, visit.cell));
    }
    const std::int64_t id = insert_visit(database, cell, visit);
    insert_samples(database, id, visit.samples);
    insert_processes(database, id, visit.processes);
    insert_commands(database, id, visit.commands);
    insert_facts(database, id, visit.facts);
    if (visit.replicate == 0) {
        insert_sizes(database, id, visit);
        KLP_TRY(insert_clone_graph(database, path, id, visit));
    }
    return {};
}

} // namespace

Status Store::add_visit(std::int64_t run, const VisitResult& visit) {
    return add_visits(run, {&visit, 1});
}

Status Store::add_visits(std::int64_t run, std::span<const VisitResult> visits) {
    return guarded(m_path, [&]() -> Status {
        SQLite::Transaction transaction(*m_database, SQLite::TransactionBehavior::IMMEDIATE);
        for (const VisitResult& visit : visits) {
            KLP_TRY(insert_whole_visit(*m_database, m_path, run, visit));
        }
        transaction.commit();
        return {};
    });
}

Result<std::set<std::pair<std::string, int>>> Store::finished_visits(std::int64_t run) {
    return guarded(m_path, [&]() -> Result<std::set<std::pair<std::string, int>>> {
        std::set<std::pair<std::string, int>> visits;
        SQLite::Statement row(*m_database, "SELECT cell.name, replicate FROM visit JOIN cell "
                                           "ON cell.id = visit.cell WHERE cell.run = ?");
        row.bind(1, run);
        while (row.executeStep()) {
            visits.emplace(row.getColumn(0).getString(), row.getColumn(1).getInt());
        }
        return visits;
    });
}

Result<std::set<std::string>> Store::failed_cells(std::int64_t run) {
    return guarded(m_path, [&]() -> Result<std::set<std::string>> {
        std::set<std::string> cells;
        SQLite::Statement row(*m_database,
                              "SELECT DISTINCT cell.name FROM visit JOIN cell "
                              "ON cell.id = visit.cell WHERE cell.run = ? AND outcome <> 'ok'");
        row.bind(1, run);
        while (row.executeStep()) {
            cells.insert(row.getColumn(0).getString());
        }
        return cells;
    });
}

Result<std::vector<SectionSize>> Store::sections(std::int64_t run, const std::string& cell) {
    return guarded(m_path, [&]() -> Result<std::vector<SectionSize>> {
        std::vector<SectionSize> sections;
        SQLite::Statement row(
            *m_database, "SELECT section, bytes FROM section_size JOIN visit ON visit.id = visit "
                         "JOIN cell ON cell.id = visit.cell WHERE cell.run = ? AND cell.name = ? "
                         "AND replicate = 0 ORDER BY section_size.position");
        SQLite::bind(row, run, cell);
        while (row.executeStep()) {
            sections.push_back({row.getColumn(0).getString(), row.getColumn(1).getInt64()});
        }
        return sections;
    });
}

Result<std::vector<SymbolSize>> Store::symbols(std::int64_t run, const std::string& cell) {
    return guarded(m_path, [&]() -> Result<std::vector<SymbolSize>> {
        std::vector<SymbolSize> symbols;
        SQLite::Statement row(
            *m_database, "SELECT symbol, kind, bytes, file, body FROM symbol_size JOIN visit ON "
                         "visit.id = visit "
                         "JOIN cell ON cell.id = visit.cell WHERE cell.run = ? AND cell.name = ? "
                         "AND replicate = 0 ORDER BY symbol_size.position");
        SQLite::bind(row, run, cell);
        while (row.executeStep()) {
            symbols.push_back({row.getColumn(0).getString(), row.getColumn(1).getString(),
                               row.getColumn(2).getInt64(), row.getColumn(3).getString(),
                               row.getColumn(4).getInt64()});
        }
        return symbols;
    });
}

} // namespace klp
