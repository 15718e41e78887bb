// SPDX-License-Identifier: Apache-2.0
#include "base/nearest.hpp"
#include "store/database.hpp"
#include "store/store.hpp"

#include <fmt/format.h>

namespace klp {
namespace {

void insert_header(SQLite::Database& database, const RunHeader& header) {
    const Environment& environment = header.environment;
    const Machine& machine = environment.machine;
    SQLite::Statement statement(
        database, "INSERT INTO run (experiment, fingerprint, definition, equivalence_margin, "
                  "klpbench_version, architecture, cpu, cpus, memory_bytes, kernel, os, seed, "
                  "jobs, replicates, started, looks, primary_metrics) "
                  "VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)");
    insert(statement, header.experiment, header.fingerprint, header.definition,
           header.equivalence_margin, environment.klpbench_version, machine.architecture,
           machine.cpu, machine.cpus, machine.memory_bytes, machine.kernel, machine.os,
           std::to_string(environment.seed), environment.jobs, environment.replicates,
           environment.started, header.looks, list_text(header.primary_metrics));
}

void insert_compilers(SQLite::Database& database, std::int64_t run,
                      const std::vector<CompilerIdentity>& compilers) {
    SQLite::Statement statement(database, "INSERT INTO run_compiler VALUES (?,?,?,?,?,?,?,?,?)");
    std::int64_t position = 0;
    for (const CompilerIdentity& compiler : compilers) {
        insert(statement, run, position++, compiler.value, compiler.path, compiler.family,
               compiler.version, compiler.target, compiler.linker, compiler.identity);
    }
}

void insert_axes(SQLite::Database& database, std::int64_t run, const std::vector<RunAxis>& axes) {
    SQLite::Statement statement(database, "INSERT INTO run_axis VALUES (?,?,?,?,?)");
    std::int64_t position = 0;
    for (const RunAxis& axis : axes) {
        insert(statement, run, position++, axis.name, axis.baseline, list_text(axis.values));
    }
}

void insert_settings(SQLite::Database& database, std::int64_t run,
                     const std::vector<std::pair<std::string, std::string>>& settings) {
    SQLite::Statement statement(database, "INSERT INTO run_setting VALUES (?,?,?,?)");
    std::int64_t position = 0;
    for (const auto& [name, value] : settings) {
        insert(statement, run, position++, name, value);
    }
}

tl::unexpected<Error> no_run(const std::filesystem::path& path, const std::string& experiment,
                             const std::vector<std::string>& stored) {
    std::string message = "no run is stored yet; klpbench run writes one";
    if (!stored.empty()) {
        const std::string near = nearest(experiment, stored);
        message = fmt::format("no run of experiment '{}' is stored; {} '{}'", experiment,
                              near.empty() ? "there is one of" : "did you mean",
                              near.empty() ? stored.back() : near);
    }
    return tl::unexpected<Error>(Error{ErrorKind::usage, std::move(message), path.string(), 0, 0});
}

} // namespace

Result<std::int64_t> Store::begin_run(const RunHeader& header) {
    return guarded(m_path, [&]() -> Result<std::int64_t> {
        SQLite::Transaction transaction(*m_database, SQLite::TransactionBehavior::IMMEDIATE);
        insert_header(*m_database, header);
        const std::int64_t run = m_database->getLastInsertRowid();
        insert_compilers(*m_database, run, header.environment.compilers);
        insert_axes(*m_database, run, header.axes);
        insert_settings(*m_database, run, header.environment.settings);
        transaction.commit();
        return run;
    });
}

Result<std::optional<std::int64_t>> Store::find_run(const std::string& experiment,
                                                    const std::string& fingerprint) {
    return guarded(m_path, [&]() -> Result<std::optional<std::int64_t>> {
        const std::int64_t run = find_id(
            *m_database,
            "SELECT id FROM run WHERE experiment = ? AND fingerprint = ? ORDER BY id DESC LIMIT 1",
            experiment, fingerprint);
        return run == 0 ? std::nullopt : std::optional(run);
    });
}

Status Store::finish_run(std::int64_t run, const std::string& ended, const std::string& stopped) {
    return guarded(m_path, [&]() -> Status {
        SQLite::Statement statement(*m_database, "INSERT INTO run_end (run, ended, stopped) VALUES "
                                                 "(?,?,?) ON CONFLICT (run) DO NOTHING");
        insert(statement, run, ended, stopped);
        return {};
    });
}

Status Store::add_block(std::int64_t run, const Block& block) {
    return guarded(m_path, [&]() -> Status {
        SQLite::Statement statement(*m_database,
                                    "INSERT INTO block VALUES (?,?,?,?,?,?,?,?,?,?,?)");
        // SQLite keeps a NaN as NULL.
        insert(statement, run, block.workload, block.replicate, block.started, block.ended,
               block.cpu, block.load, block.steal_share, block.pressure_share, block.mhz_at_start,
               block.mhz_at_end);
        return {};
    });
}

Result<std::int64_t> Store::latest_run(const std::string& experiment) {
    return guarded(m_path, [&]() -> Result<std::int64_t> {
        const std::int64_t run = find_id(*m_database,
                                         "SELECT id FROM run WHERE (?1 = '' OR experiment = ?1) "
                                         "AND id NOT IN (SELECT run FROM night WHERE confirms IS "
                                         "NOT NULL) ORDER BY id DESC LIMIT 1",
                                         experiment);
        if (run != 0) {
            return run;
        }
        std::vector<std::string> stored;
        SQLite::Statement statement(*m_database, "SELECT DISTINCT experiment FROM run ORDER BY id");
        while (statement.executeStep()) {
            stored.push_back(statement.getColumn(0).getString());
        }
        return no_run(m_path, experiment, stored);
    });
}

Result<std::vector<RunSummary>> Store::list_runs() {
    return guarded(m_path, [&]() -> Result<std::vector<RunSummary>> {
        std::vector<RunSummary> runs;
        SQLite::Statement row(
            *m_database,
            "SELECT id, experiment, fingerprint, started, coalesce(ended, ''), "
            "(SELECT count(*) FROM cell WHERE cell.run = run.id AND control = 0), "
            "(SELECT count(*) FROM visit JOIN cell ON cell.id = visit.cell WHERE cell.run = "
            "run.id), "
            "(SELECT json_group_array(workload_kind) FROM (SELECT DISTINCT workload_kind FROM cell "
            "WHERE cell.run = run.id ORDER BY workload_kind)), night.confirms IS NOT NULL "
            "FROM run LEFT JOIN run_end ON run_end.run = run.id "
            "LEFT JOIN night ON night.run = run.id ORDER BY id");
        while (row.executeStep()) {
            runs.push_back({row.getColumn(0).getInt64(), row.getColumn(1).getString(),
                            row.getColumn(2).getString(), row.getColumn(3).getString(),
                            row.getColumn(4).getString(), row.getColumn(5).getInt(),
                            row.getColumn(6).getInt(),
                            read_list(*m_database, row.getColumn(7).getString()),
                            row.getColumn(8).getInt() != 0});
        }
        return runs;
    });
}

} // namespace klp
