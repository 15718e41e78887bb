// SPDX-License-Identifier: Apache-2.0
//
// A run is read in one transaction, so that another process which goes on measuring it cannot
// show half of a visit: header first, then cells, then the visits fold into them.
#include "store/database.hpp"
#include "store/store.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <limits>
#include <unordered_map>
#include <utility>

namespace klp {
namespace {

struct LoadedCell {
    CellResult result;
    CellRole role = CellRole::measured;
    bool pending = false; ///< planned, and no visit seen so far
};

struct LoadedCells {
    std::vector<LoadedCell> in_order;
    std::unordered_map<std::int64_t, std::size_t> by_id;

    LoadedCell& at(std::int64_t id) { return in_order[by_id.at(id)]; }
};

std::uint64_t read_number(const std::string& text) {
    std::uint64_t number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

bool load_header(SQLite::Database& database, RunResult& run) {
    SQLite::Statement row(
        database,
        "SELECT experiment, equivalence_margin, klpbench_version, architecture, cpu, cpus, "
        "memory_bytes, kernel, os, seed, jobs, replicates, started, coalesce(ended, ''), "
        "looks, primary_metrics, coalesce(stopped, '') "
        "FROM run LEFT JOIN run_end ON run_end.run = run.id WHERE run.id = ?");
    row.bind(1, run.run_id);
    if (!row.executeStep()) {
        return false;
    }
    run.experiment = row.getColumn(0).getString();
    run.equivalence_margin = row.getColumn(1).getDouble();
    Environment& environment = run.environment;
    environment.klpbench_version = row.getColumn(2).getString();
    environment.machine = {row.getColumn(3).getString(), row.getColumn(4).getString(),
                           row.getColumn(5).getInt(),    row.getColumn(6).getInt64(),
                           row.getColumn(7).getString(), row.getColumn(8).getString()};
    environment.seed = read_number(row.getColumn(9).getString());
    environment.jobs = row.getColumn(10).getInt();
    environment.replicates = row.getColumn(11).getInt();
    environment.started = row.getColumn(12).getString();
    environment.ended = row.getColumn(13).getString();
    run.looks = row.getColumn(14).getInt();
    run.primary_metrics = read_list(database, row.getColumn(15).getString());
    run.stopped = row.getColumn(16).getString();
    run.finished = !environment.ended.empty();
    return true;
}

void load_compilers(SQLite::Database& database, RunResult& run) {
    SQLite::Statement row(database, "SELECT value, path, family, version, target, linker, identity "
                                    "FROM run_compiler WHERE run = ? ORDER BY position");
    row.bind(1, run.run_id);
    while (row.executeStep()) {
        run.environment.compilers.push_back(
            {row.getColumn(0).getString(), row.getColumn(1).getString(),
             row.getColumn(2).getString(), row.getColumn(3).getString(),
             row.getColumn(4).getString(), row.getColumn(5).getString(),
             row.getColumn(6).getString()});
    }
}

void load_settings(SQLite::Database& database, RunResult& run) {
    SQLite::Statement row(database,
                          "SELECT name, value FROM run_setting WHERE run = ? ORDER BY position");
    row.bind(1, run.run_id);
    while (row.executeStep()) {
        run.environment.settings.emplace_back(row.getColumn(0).getString(),
                                              row.getColumn(1).getString());
    }
}

void load_axes(SQLite::Database& database, RunResult& run) {
    SQLite::Statement row(
        database,
        "SELECT name, baseline, value_names FROM run_axis WHERE run = ? ORDER BY position");
    row.bind(1, run.run_id);
    while (row.executeStep()) {
        run.axes.push_back({row.getColumn(0).getString(), row.getColumn(1).getString(),
                            read_list(database, row.getColumn(2).getString())});
    }
}

void load_probes(SQLite::Database& database, RunResult& run) {
    SQLite::Statement row(
        database,
        "SELECT compiler, flags, accepted, diagnostic FROM probe WHERE run = ? ORDER BY id");
    row.bind(1, run.run_id);
    while (row.executeStep()) {
        run.probes.push_back({row.getColumn(0).getString(),
                              read_list(database, row.getColumn(1).getString()),
                              row.getColumn(2).getInt() != 0, row.getColumn(3).getString()});
    }
}

void load_proofs(SQLite::Database& database, RunResult& run) {
    SQLite::Statement row(database, "SELECT compiler, axis, value, workload, others, native_flags, "
                                    "equivalent_flags, equal, total, unequal FROM proof "
                                    "WHERE run = ? ORDER BY id");
    row.bind(1, run.run_id);
    while (row.executeStep()) {
        run.proofs.push_back(
            {row.getColumn(0).getString(), row.getColumn(1).getString(),
             row.getColumn(2).getString(), row.getColumn(3).getString(),
             row.getColumn(4).getString(), read_list(database, row.getColumn(5).getString()),
             read_list(database, row.getColumn(6).getString()), row.getColumn(7).getInt(),
             row.getColumn(8).getInt(), read_list(database, row.getColumn(9).getString())});
    }
}

LoadedCells load_cells(SQLite::Database& database, std::int64_t run) {
    LoadedCells cells;
    SQLite::Statement row(database,
                          "SELECT id, name, workload, status, reason, diagnostic, "
                          "workload_kind, control FROM cell WHERE run = ? ORDER BY position, id");
    row.bind(1, run);
    while (row.executeStep()) {
        LoadedCell cell;
        cell.result.id = row.getColumn(1).getString();
        cell.result.workload = row.getColumn(2).getString();
        // A status that is no outcome is "planned": its outcome comes from its visits.
        const std::optional<Outcome> final = outcome_from(row.getColumn(3).getString());
        cell.pending = !final;
        cell.result.outcome = final.value_or(Outcome::ok);
        cell.result.reason = row.getColumn(4).getString();
        cell.result.diagnostic = row.getColumn(5).getString();
        cell.result.workload_kind = row.getColumn(6).getString();
        cell.role = static_cast<CellRole>(row.getColumn(7).getInt());
        cells.by_id.emplace(row.getColumn(0).getInt64(), cells.in_order.size());
        cells.in_order.push_back(std::move(cell));
    }
    return cells;
}

void load_configurations(SQLite::Database& database, std::int64_t run, LoadedCells& cells) {
    SQLite::Statement row(database, "SELECT cell, axis, value, coalesce(realisation, '') "
                                    "FROM cell_axis JOIN cell ON cell.id = cell "
                                    "WHERE run = ? ORDER BY cell, cell_axis.position");
    row.bind(1, run);
    while (row.executeStep()) {
        CellResult& cell = cells.at(row.getColumn(0).getInt64()).result;
        const std::string axis = row.getColumn(1).getString();
        cell.configuration.set(axis, row.getColumn(2).getString());
        if (const auto realisation = realisation_from(row.getColumn(3).getString())) {
            cell.realisation[axis] = *realisation;
        }
    }
}

void load_outcomes(SQLite::Database& database, std::int64_t run, LoadedCells& cells) {
    SQLite::Statement row(database, "SELECT cell, outcome, visit.reason, visit.diagnostic, "
                                    "replicate, layout FROM visit JOIN cell ON cell.id = cell "
                                    "WHERE run = ? ORDER BY cell, replicate");
    row.bind(1, run);
    while (row.executeStep()) {
        LoadedCell& cell = cells.at(row.getColumn(0).getInt64());
        cell.pending = false;
        if (const std::string layout = row.getColumn(5).getString(); !layout.empty()) {
            cell.result.layouts.emplace(row.getColumn(4).getInt(), read_number(layout));
        }
        if (cell.result.outcome == Outcome::ok) {
            cell.result.outcome =
                outcome_from(row.getColumn(1).getString()).value_or(Outcome::run_failed);
            cell.result.reason = row.getColumn(2).getString();
            cell.result.diagnostic = row.getColumn(3).getString();
        }
    }
}

// The samples of a visit come in the order of their metrics, and the visits of a cell mostly have
// the same ones: the series of the visit before is at hand at the same place.
void load_samples_of(SQLite::Statement& row, std::int64_t id, CellResult& cell) {
    std::vector<std::pair<const std::string, Series>*> at_place;
    std::size_t place = 0;
    int replicate = -1;
    row.reset();
    row.bind(1, id);
    while (row.executeStep()) {
        if (const int now = row.getColumn(1).getInt(); now != replicate) {
            replicate = now;
            place = 0;
        }
        const char* metric = row.getColumn(0).getText();
        if (place >= at_place.size() || at_place[place]->first != metric) {
            at_place.resize(place);
            at_place.push_back(&*cell.metrics.try_emplace(metric).first);
        }
        Series& series = at_place[place++]->second;
        if (const SQLite::Column value = row.getColumn(2); !value.isNull()) {
            series.values.push_back({replicate, value.getDouble()});
            series.skipped.clear();
        } else if (series.values.empty() && series.skipped.empty()) {
            series.skipped = row.getColumn(3).getString();
        }
    }
}

// Cell by cell: so the index of visits gives the order, and nothing is sorted.
void load_samples(SQLite::Database& database, LoadedCells& cells) {
    SQLite::Statement row(database, "SELECT metric, replicate, value, skipped FROM visit "
                                    "CROSS JOIN sample ON sample.visit = visit.id "
                                    "WHERE visit.cell = ? ORDER BY replicate, metric");
    for (const auto& [id, index] : cells.by_id) {
        CellResult& cell = cells.in_order[index].result;
        if (cell.outcome == Outcome::ok) {
            load_samples_of(row, id, cell);
        }
    }
}

void load_impact_sizes(SQLite::Database& database, std::int64_t run, LoadedCells& cells) {
    SQLite::Statement row(database, "SELECT cell, functions, count FROM impact_size "
                                    "JOIN visit ON visit.id = visit JOIN cell ON cell.id = cell "
                                    "WHERE run = ?");
    row.bind(1, run);
    while (row.executeStep()) {
        cells.at(row.getColumn(0).getInt64())
            .result.impact_sizes.emplace(row.getColumn(1).getUInt(), row.getColumn(2).getUInt());
    }
}

void load_facts(SQLite::Database& database, std::int64_t run, LoadedCells& cells) {
    SQLite::Statement row(database, "SELECT cell, fact.name, value FROM fact "
                                    "JOIN visit ON visit.id = visit JOIN cell ON cell.id = cell "
                                    "WHERE run = ? ORDER BY cell, replicate");
    row.bind(1, run);
    while (row.executeStep()) {
        cells.at(row.getColumn(0).getInt64())
            .result.facts.emplace(row.getColumn(1).getString(), row.getColumn(2).getString());
    }
}

void load_blocks(SQLite::Database& database, RunResult& run) {
    SQLite::Statement row(database,
                          "SELECT workload, replicate, cpu, started, ended, load, steal_share, "
                          "pressure_share, mhz_at_start, mhz_at_end FROM block WHERE run = ? "
                          "ORDER BY started, workload, replicate");
    row.bind(1, run.run_id);
    const auto number = [&row](int column) {
        return row.isColumnNull(column) ? std::numeric_limits<double>::quiet_NaN()
                                        : row.getColumn(column).getDouble();
    };
    while (row.executeStep()) {
        run.blocks.push_back({row.getColumn(0).getString(), row.getColumn(1).getInt(),
                              row.getColumn(2).getInt(), number(3), number(4), number(5), number(6),
                              number(7), number(8), number(9)});
    }
}

// The proofs that speak for one value of one axis of the cell, joined over the other axes.
void warn_of_unproven(const std::vector<EquivalenceProof>& proofs, const std::string& axis,
                      CellResult& cell) {
    int equal = 0;
    int total = 0;
    std::vector<std::string> unequal;
    for (const EquivalenceProof& proof : proofs) {
        if (proof.axis == axis && proof.value == cell.configuration.get(axis) &&
            proof.workload == cell.workload &&
            proof.compiler == cell.configuration.get(compiler_axis)) {
            equal += proof.equal;
            total += proof.total;
            for (const std::string& unit : proof.unequal) {
                if (std::find(unequal.begin(), unequal.end(), unit) == unequal.end()) {
                    unequal.push_back(unit);
                }
            }
        }
    }
    if (total == 0) {
        cell.warnings.emplace_back("equivalence not proven: no objects were compared");
    } else if (equal < total) {
        cell.warnings.push_back(fmt::format("equivalence not proven: {} of {} objects equal ({})",
                                            equal, total, fmt::join(unequal, "; ")));
    }
}

void add_warnings(const std::vector<EquivalenceProof>& proofs, CellResult& cell) {
    for (const auto& [axis, realisation] : cell.realisation) {
        if (realisation == Realisation::equivalent) {
            warn_of_unproven(proofs, axis, cell);
        }
    }
    const std::string section_gc = cell.configuration.get("section_gc");
    const auto removed = cell.metrics.find("gc.removed_bytes");
    if (!section_gc.empty() && section_gc != "off" && removed != cell.metrics.end() &&
        !removed->second.values.empty() && median(removed->second) == 0) {
        cell.warnings.emplace_back("section GC removed nothing");
    }
}

} // namespace

Result<RunResult> Store::load_run(std::int64_t run_id) {
    return guarded(m_path, [&]() -> Result<RunResult> {
        SQLite::Database& database = *m_database;
        SQLite::Transaction snapshot(database);
        RunResult run;
        run.run_id = run_id;
        if (!load_header(database, run)) {
            return tl::unexpected<Error>(Error{ErrorKind::usage,
                                               fmt::format("there is no run {}", run_id),
                                               m_path.string(), 0, 0});
        }
        load_compilers(database, run);
        load_axes(database, run);
        load_settings(database, run);
        load_probes(database, run);
        load_proofs(database, run);
        LoadedCells cells = load_cells(database, run_id);
        load_configurations(database, run_id, cells);
        load_outcomes(database, run_id, cells);
        load_samples(database, cells);
        load_facts(database, run_id, cells);
        load_impact_sizes(database, run_id, cells);
        load_blocks(database, run);
        for (LoadedCell& cell : cells.in_order) {
            add_warnings(run.proofs, cell.result);
            if (cell.role != CellRole::measured) {
                if (!cell.pending) {
                    (cell.role == CellRole::pinned ? run.pinned : run.controls)
                        .push_back(std::move(cell.result));
                }
            } else if (cell.pending) {
                ++run.pending;
            } else {
                run.cells.push_back(std::move(cell.result));
            }
        }
        return run;
    });
}

} // namespace klp
