// SPDX-License-Identifier: Apache-2.0
#include "store/database.hpp"
#include "store/store.hpp"

namespace klp {
namespace {

void insert_axes_of_cell(SQLite::Database& database, std::int64_t id, const PlannedCell& cell) {
    SQLite::Statement statement(database, "INSERT INTO cell_axis VALUES (?,?,?,?,?)");
    std::int64_t position = 0;
    for (const auto& [axis, value] : cell.configuration.entries()) {
        statement.reset();
        SQLite::bind(statement, id, position++, axis, value);
        const auto realisation = cell.realisation.find(axis);
        if (realisation != cell.realisation.end()) {
            statement.bind(5, std::string(to_string(realisation->second)));
        } else {
            statement.bind(5);
        }
        statement.exec();
    }
}

} // namespace

Status Store::add_cells(std::int64_t run, const Plan& plan, const Experiment& experiment) {
    return guarded(m_path, [&]() -> Status {
        SQLite::Transaction transaction(*m_database, SQLite::TransactionBehavior::IMMEDIATE);
        SQLite::Statement statement(
            *m_database,
            "INSERT INTO cell (run, position, name, workload, workload_hash, status, reason, "
            "diagnostic, compiler, compile_flags, link_flags, workload_kind, control) "
            "VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?) ON CONFLICT (run, name) DO NOTHING");
        std::int64_t position = 0;
        for (const PlannedCell& cell : plan.cells) {
            const Workload& workload = experiment.workloads.at(cell.workload);
            const int inserted =
                insert(statement, run, position++, cell.id, workload.name, workload.content_hash,
                       std::string(to_string(cell.status)), cell.reason, cell.diagnostic,
                       cell.flags.compiler, list_text(cell.flags.compile),
                       list_text(cell.flags.link), workload.kind, static_cast<int>(cell.role));
            if (inserted != 0) {
                insert_axes_of_cell(*m_database, m_database->getLastInsertRowid(), cell);
            }
        }
        transaction.commit();
        return {};
    });
}

Status Store::add_probe(std::int64_t run, const Probe& probe) {
    return guarded(m_path, [&]() -> Status {
        SQLite::Statement statement(
            *m_database,
            "INSERT INTO probe (run, compiler, flags, accepted, diagnostic) VALUES (?,?,?,?,?) "
            "ON CONFLICT (run, compiler, flags) DO NOTHING");
        insert(statement, run, probe.compiler, list_text(probe.flags), probe.accepted ? 1 : 0,
               probe.diagnostic);
        return {};
    });
}

Status Store::add_proof(std::int64_t run, const EquivalenceProof& proof) {
    return guarded(m_path, [&]() -> Status {
        SQLite::Statement statement(
            *m_database,
            "INSERT INTO proof (run, compiler, axis, value, workload, others, native_flags, "
            "equivalent_flags, equal, total, unequal) VALUES (?,?,?,?,?,?,?,?,?,?,?) "
            "ON CONFLICT (run, compiler, axis, value, workload, others) DO NOTHING");
        insert(statement, run, proof.compiler, proof.axis, proof.value, proof.workload,
               proof.others, list_text(proof.native_flags), list_text(proof.equivalent_flags),
               proof.equal, proof.total, list_text(proof.unequal));
        return {};
    });
}

} // namespace klp
