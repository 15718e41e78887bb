// SPDX-License-Identifier: Apache-2.0
//
// The append-only database of results. Nothing stored is ever changed or removed; what a later
// step learns is a new row. Axes are rows, not columns, so a new axis needs no new schema.
#pragma once

#include "base/result.hpp"
#include "model/experiment.hpp"
#include "model/plan.hpp"
#include "model/results.hpp"
#include "model/visit.hpp"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace SQLite {
class Database;
}

namespace klp {

/// What is known of a run before its first cell.
struct RunHeader {
    std::string experiment;
    std::string definition;  ///< text of the resolved experiment
    std::string fingerprint; ///< runs with equal fingerprints measure the same thing
    Environment environment; ///< `ended` is not stored: see finish_run
    double equivalence_margin = 0;
    int looks = 1;
    std::vector<std::string> primary_metrics;
    std::vector<RunAxis> axes;
};

/// A line of the list of stored runs.
struct RunSummary {
    std::int64_t id = 0;
    std::string experiment;
    std::string fingerprint;
    std::string started; ///< ISO 8601, UTC
    std::string ended;   ///< empty while the run is not finished
    int cells = 0;
    int visits = 0;
    std::vector<std::string> workload_kinds; ///< of its cells, sorted
    bool confirms = false; ///< it tests suspicions of a night, with a part of the experiment
};

/// One connection to a database; use it from one thread at a time. Several processes may use one
/// database: a writer waits up to the busy timeout for another.
///
/// Every error names the database file and what to do about it. A function that fails has
/// stored nothing.
class Store {
public:
    static constexpr int default_busy_timeout_ms = 10'000;

    /// Opens `path` for writing; creates its parent folders and the file, and brings an older
    /// schema up to date. Usage error: a folder, not a klpbench database, or one of a newer
    /// klpbench. Failure: cannot be written, disk full, locked.
    static Result<Store> open(const std::filesystem::path& path,
                              int busy_timeout_ms = default_busy_timeout_ms);

    /// Opens `path` for reading. Usage error when it does not exist.
    static Result<Store> open_existing(const std::filesystem::path& path,
                                       int busy_timeout_ms = default_busy_timeout_ms);

    Store(Store&&) noexcept;
    Store& operator=(Store&&) noexcept;
    Store(const Store&) = delete;
    Store& operator=(const Store&) = delete;
    ~Store();

    [[nodiscard]] const std::filesystem::path& path() const { return m_path; }

    /// Stores a new run; gives its id.
    Result<std::int64_t> begin_run(const RunHeader& header);

    /// The latest run of `experiment` with `fingerprint`, finished or not.
    Result<std::optional<std::int64_t>> find_run(const std::string& experiment,
                                                 const std::string& fingerprint);

    /// Marks a run as finished at `ended` (ISO 8601, UTC), and why when it stopped before all its
    /// replicates. The first call counts.
    Status finish_run(std::int64_t run, const std::string& ended, const std::string& stopped = {});

    /// Stores what the machine was like during a block. A block that was interrupted and went on
    /// has a row for each part.
    Status add_block(std::int64_t run, const Block& block);

    /// Stores the cells of `plan`; those that are stored already stay as they are, so a run that
    /// goes on may call it again.
    Status add_cells(std::int64_t run, const Plan& plan, const Experiment& experiment);

    /// Stores what a compiler says of a set of flags; nothing happens when that is stored already.
    Status add_probe(std::int64_t run, const Probe& probe);

    /// Stores a proof; nothing happens when one for the same compiler, axis value, workload and
    /// other axes is stored already.
    Status add_proof(std::int64_t run, const EquivalenceProof& proof);

    /// Stores visits and all that belongs to them in one transaction: after a crash they are there
    /// as a whole or not at all. Sections, symbols and dumps are kept of
    /// replicate 0 only. A value that is
    /// not finite is stored as skipped. Failure when a cell is unknown or a visit is stored
    /// already; then nothing is stored.
    Status add_visits(std::int64_t run, std::span<const VisitResult> visits);
    Status add_visit(std::int64_t run, const VisitResult& visit);

    /// Cell id and replicate of every stored visit, whatever its outcome.
    Result<std::set<std::pair<std::string, int>>> finished_visits(std::int64_t run);

    /// Ids of the cells with a visit that was not ok; they need no further visit.
    Result<std::set<std::string>> failed_cells(std::int64_t run);

    /// Everything that the later stages need of a run. A planned cell has the outcome, reason and
    /// diagnostic of its first visit that was not ok, else ok; without a visit it is not in
    /// `cells` but counted in `pending`. Only a cell that is ok has metrics. A fact that several
    /// visits bring is that of the first replicate.
    Result<RunResult> load_run(std::int64_t run);

    /// The latest run of `experiment`, or of all when it is empty, that is no confirmation of a
    /// night's suspicions. Usage error when there is none.
    Result<std::int64_t> latest_run(const std::string& experiment);

    /// The sections of replicate 0 of a cell, in the order in which they were stored.
    Result<std::vector<SectionSize>> sections(std::int64_t run, const std::string& cell);

    /// The symbols of replicate 0 of a cell, in the order in which they were stored.
    Result<std::vector<SymbolSize>> symbols(std::int64_t run, const std::string& cell);

    /// The dumps of replicate 0 of a cell, in the order in which they are joined; none when none
    /// were stored. Failure when what is stored cannot be decompressed.
    Result<std::vector<DumpText>> dumps(std::int64_t run, const std::string& cell);

    /// Every run, the oldest first.
    Result<std::vector<RunSummary>> list_runs();

private:
    friend class NightStore; // the same database, in a header of its own

    Store(std::filesystem::path path, std::unique_ptr<SQLite::Database> database);

    std::filesystem::path m_path;
    std::unique_ptr<SQLite::Database> m_database;
};

} // namespace klp
