// SPDX-License-Identifier: Apache-2.0
//
// The schema grows by migrations: each brings a database from the version before it to its own,
// and is never edited once released. docs/formats.md describes the tables.
#include "store/schema.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <fmt/format.h>

#include <array>

namespace klp {
namespace {

constexpr int application_id = 0x6b6c7062; // "klpb"

constexpr const char* first_schema = R"sql(
CREATE TABLE run (
    id INTEGER PRIMARY KEY,
    experiment TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    definition TEXT NOT NULL,
    equivalence_margin REAL NOT NULL,
    klpbench_version TEXT NOT NULL,
    architecture TEXT NOT NULL,
    cpu TEXT NOT NULL,
    cpus INTEGER NOT NULL,
    memory_bytes INTEGER NOT NULL,
    kernel TEXT NOT NULL,
    os TEXT NOT NULL,
    seed TEXT NOT NULL, -- an unsigned 64-bit number, which INTEGER cannot hold
    jobs INTEGER NOT NULL,
    replicates INTEGER NOT NULL,
    started TEXT NOT NULL
) STRICT;
CREATE INDEX run_by_fingerprint ON run (experiment, fingerprint);
CREATE TABLE run_end (
    run INTEGER PRIMARY KEY REFERENCES run,
    ended TEXT NOT NULL
) STRICT;
CREATE TABLE run_compiler (
    run INTEGER NOT NULL REFERENCES run,
    position INTEGER NOT NULL,
    value TEXT NOT NULL,
    path TEXT NOT NULL,
    family TEXT NOT NULL,
    version TEXT NOT NULL,
    target TEXT NOT NULL,
    linker TEXT NOT NULL,
    identity TEXT NOT NULL,
    PRIMARY KEY (run, position)
) STRICT, WITHOUT ROWID;
CREATE TABLE run_axis (
    run INTEGER NOT NULL REFERENCES run,
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    baseline TEXT NOT NULL,
    value_names TEXT NOT NULL,
    PRIMARY KEY (run, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE cell (
    id INTEGER PRIMARY KEY,
    run INTEGER NOT NULL REFERENCES run,
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    workload TEXT NOT NULL,
    workload_hash TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('planned', 'unsupported', 'excluded')),
    reason TEXT NOT NULL,
    diagnostic TEXT NOT NULL,
    compiler TEXT NOT NULL,
    compile_flags TEXT NOT NULL,
    link_flags TEXT NOT NULL,
    UNIQUE (run, name)
) STRICT;
CREATE TABLE cell_axis (
    cell INTEGER NOT NULL REFERENCES cell,
    position INTEGER NOT NULL,
    axis TEXT NOT NULL,
    value TEXT NOT NULL,
    realisation TEXT CHECK (realisation IN ('native', 'equivalent')),
    PRIMARY KEY (cell, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE probe (
    id INTEGER PRIMARY KEY,
    run INTEGER NOT NULL REFERENCES run,
    compiler TEXT NOT NULL,
    flags TEXT NOT NULL,
    accepted INTEGER NOT NULL,
    diagnostic TEXT NOT NULL,
    UNIQUE (run, compiler, flags)
) STRICT;
CREATE TABLE proof (
    id INTEGER PRIMARY KEY,
    run INTEGER NOT NULL REFERENCES run,
    compiler TEXT NOT NULL,
    axis TEXT NOT NULL,
    value TEXT NOT NULL,
    workload TEXT NOT NULL,
    others TEXT NOT NULL,
    native_flags TEXT NOT NULL,
    equivalent_flags TEXT NOT NULL,
    equal INTEGER NOT NULL,
    total INTEGER NOT NULL,
    unequal TEXT NOT NULL,
    UNIQUE (run, compiler, axis, value, workload, others)
) STRICT;

CREATE TABLE visit (
    id INTEGER PRIMARY KEY,
    cell INTEGER NOT NULL REFERENCES cell,
    replicate INTEGER NOT NULL,
    outcome TEXT NOT NULL,
    reason TEXT NOT NULL,
    diagnostic TEXT NOT NULL,
    started REAL NOT NULL,
    ended REAL NOT NULL,
    children_s REAL NOT NULL,
    UNIQUE (cell, replicate)
) STRICT;
CREATE TABLE sample (
    visit INTEGER NOT NULL REFERENCES visit,
    metric TEXT NOT NULL,
    value REAL,
    skipped TEXT,
    PRIMARY KEY (visit, metric),
    CHECK ((value IS NULL) <> (skipped IS NULL))
) STRICT, WITHOUT ROWID;
CREATE TABLE process (
    visit INTEGER NOT NULL REFERENCES visit,
    position INTEGER NOT NULL,
    phase TEXT NOT NULL,
    unit TEXT NOT NULL,
    wall_s REAL NOT NULL,
    user_s REAL NOT NULL,
    system_s REAL NOT NULL,
    peak_rss_bytes INTEGER NOT NULL,
    exit_status INTEGER NOT NULL,
    PRIMARY KEY (visit, position)
) STRICT, WITHOUT ROWID;
CREATE TABLE section_size (
    visit INTEGER NOT NULL REFERENCES visit,
    position INTEGER NOT NULL,
    section TEXT NOT NULL,
    bytes INTEGER NOT NULL,
    PRIMARY KEY (visit, position)
) STRICT, WITHOUT ROWID;
CREATE TABLE symbol_size (
    visit INTEGER NOT NULL REFERENCES visit,
    position INTEGER NOT NULL,
    symbol TEXT NOT NULL,
    kind TEXT NOT NULL,
    bytes INTEGER NOT NULL,
    PRIMARY KEY (visit, position)
) STRICT, WITHOUT ROWID;
CREATE TABLE command (
    visit INTEGER NOT NULL REFERENCES visit,
    position INTEGER NOT NULL,
    argv TEXT NOT NULL,
    PRIMARY KEY (visit, position)
) STRICT, WITHOUT ROWID;
)sql";

// Kernels came: before, every workload was a suite.
constexpr const char* kernels = R"sql(
ALTER TABLE cell ADD COLUMN workload_kind TEXT NOT NULL DEFAULT 'suite';
CREATE TABLE fact (
    visit INTEGER NOT NULL REFERENCES visit,
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (visit, name)
) STRICT;
)sql";

// Layouts, looks at the data while it comes in, controls and what the machine was like.
constexpr const char* design = R"sql(
ALTER TABLE run ADD COLUMN looks INTEGER NOT NULL DEFAULT 1;
ALTER TABLE run ADD COLUMN primary_metrics TEXT NOT NULL
    DEFAULT '["runtime","compile.cpu_s","size.text"]';
ALTER TABLE run_end ADD COLUMN stopped TEXT NOT NULL DEFAULT '';
ALTER TABLE cell ADD COLUMN control INTEGER NOT NULL DEFAULT 0;
ALTER TABLE visit ADD COLUMN layout TEXT NOT NULL DEFAULT ''; -- unsigned, of 64 bits; '': none
CREATE TABLE run_setting (
    run INTEGER NOT NULL REFERENCES run,
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (run, position)
) STRICT, WITHOUT ROWID;
CREATE TABLE block (
    run INTEGER NOT NULL REFERENCES run,
    workload TEXT NOT NULL,
    replicate INTEGER NOT NULL,
    started REAL NOT NULL,
    ended REAL NOT NULL,
    cpu INTEGER,
    load REAL,
    steal_share REAL,
    pressure_share REAL,
    mhz_at_start REAL,
    mhz_at_end REAL,
    PRIMARY KEY (run, workload, replicate, started)
) STRICT;
)sql";

// The clone graph: what it is made of, whole, and its distribution.
constexpr const char* clone_graphs = R"sql(
ALTER TABLE symbol_size ADD COLUMN file TEXT NOT NULL DEFAULT '';
ALTER TABLE symbol_size ADD COLUMN body INTEGER; -- NULL: stored before it was told
CREATE TABLE dump (
    visit INTEGER NOT NULL REFERENCES visit,
    position INTEGER NOT NULL,
    stage TEXT NOT NULL CHECK (stage IN ('compile', 'wpa', 'ltrans')),
    name TEXT NOT NULL,
    bytes INTEGER NOT NULL,
    apart INTEGER NOT NULL,
    PRIMARY KEY (visit, position)
) STRICT, WITHOUT ROWID;
CREATE TABLE dump_text ( -- of all dumps of a visit, one after the other by position
    visit INTEGER PRIMARY KEY REFERENCES visit,
    zstd BLOB NOT NULL
) STRICT;
CREATE TABLE impact_size (
    visit INTEGER NOT NULL REFERENCES visit,
    functions INTEGER NOT NULL,
    count INTEGER NOT NULL,
    PRIMARY KEY (visit, functions)
) STRICT, WITHOUT ROWID;
)sql";

// The night watch.
constexpr const char* nights = R"sql(
CREATE TABLE series (
    id INTEGER PRIMARY KEY,
    experiment TEXT NOT NULL,
    started TEXT NOT NULL,
    changed TEXT NOT NULL
) STRICT;
CREATE INDEX series_by_experiment ON series (experiment);
CREATE TABLE series_identity (
    series INTEGER NOT NULL REFERENCES series,
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (series, position)
) STRICT, WITHOUT ROWID;
CREATE TABLE pinned_source (
    series INTEGER NOT NULL REFERENCES series,
    run INTEGER NOT NULL, -- the night whose sources they are; 0: those that the series began with
    workload TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    PRIMARY KEY (series, run, workload)
) STRICT, WITHOUT ROWID;
CREATE TABLE night (
    run INTEGER PRIMARY KEY REFERENCES run,
    series INTEGER NOT NULL REFERENCES series,
    confirms INTEGER REFERENCES run -- NULL: a night; else the night whose suspicions it tests
) STRICT;
CREATE INDEX night_by_series ON night (series);
CREATE TABLE night_end ( -- no row: the night was not judged
    run INTEGER PRIMARY KEY REFERENCES run,
    judged TEXT NOT NULL
) STRICT;
CREATE TABLE watched (
    id INTEGER PRIMARY KEY,
    workload TEXT NOT NULL,
    configuration TEXT NOT NULL,
    metric TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('exact', 'noisy')),
    UNIQUE (workload, configuration, metric)
) STRICT;
CREATE TABLE night_point (
    run INTEGER NOT NULL REFERENCES run,
    watched INTEGER NOT NULL REFERENCES watched,
    value REAL NOT NULL,
    low REAL NOT NULL,
    high REAL NOT NULL,
    units INTEGER NOT NULL,
    same_image INTEGER NOT NULL,
    PRIMARY KEY (run, watched)
) STRICT, WITHOUT ROWID;
CREATE TABLE confirmation ( -- of a noisy suspicion or alarm of the night `run`
    run INTEGER NOT NULL REFERENCES run,
    watched INTEGER NOT NULL REFERENCES watched,
    confirming_run INTEGER NOT NULL, -- 0: there was none
    estimate REAL,
    low REAL,
    high REAL,
    confidence REAL,
    units INTEGER NOT NULL,
    failure TEXT NOT NULL,
    PRIMARY KEY (run, watched)
) STRICT, WITHOUT ROWID;
CREATE TABLE suspicion (
    run INTEGER NOT NULL REFERENCES run,
    watched INTEGER NOT NULL REFERENCES watched,
    since TEXT NOT NULL,
    shift REAL NOT NULL,
    outcome TEXT NOT NULL,
    PRIMARY KEY (run, watched)
) STRICT, WITHOUT ROWID;
CREATE TABLE alarm (
    id INTEGER PRIMARY KEY,
    series INTEGER NOT NULL REFERENCES series,
    run INTEGER NOT NULL REFERENCES run,
    watched INTEGER NOT NULL REFERENCES watched,
    kind TEXT NOT NULL CHECK (kind IN ('exact', 'noisy')),
    regression INTEGER NOT NULL,
    since TEXT NOT NULL,
    value_before REAL NOT NULL,
    value_after REAL NOT NULL,
    what TEXT NOT NULL,
    owner TEXT NOT NULL
) STRICT;
CREATE INDEX alarm_by_series ON alarm (series);
CREATE TABLE acknowledgement (
    alarm INTEGER PRIMARY KEY REFERENCES alarm,
    acknowledged TEXT NOT NULL,
    why TEXT NOT NULL
) STRICT;
)sql";

struct Migration {
    int version; ///< of the schema once it is applied
    const char* sql;
};

constexpr std::array migrations{
    Migration{1, first_schema}, Migration{2, kernels}, Migration{3, design},
    Migration{4, clone_graphs}, Migration{5, nights},
};

int version_of(SQLite::Database& database) {
    return database.execAndGet("PRAGMA user_version").getInt();
}

tl::unexpected<Error> wrong_file(const std::filesystem::path& path, std::string message) {
    return tl::unexpected<Error>(Error{ErrorKind::usage, std::move(message), path.string(), 0, 0});
}

} // namespace

int schema_version() {
    return migrations.back().version;
}

Status check_schema(SQLite::Database& database, const std::filesystem::path& path) {
    // One snapshot: another process may be applying the first migration.
    const SQLite::Transaction snapshot(database);
    const int version = version_of(database);
    const int id = database.execAndGet("PRAGMA application_id").getInt();
    const bool empty =
        database.execAndGet("SELECT count(*) FROM sqlite_schema").getInt() == 0 && version == 0;
    if (id != application_id && !empty) {
        return wrong_file(path, "a SQLite database, but not one of klpbench; name another with "
                                "--db");
    }
    if (version > schema_version()) {
        return wrong_file(
            path, fmt::format("written by a newer klpbench (schema {}, this program knows {}); use "
                              "that klpbench, or name another database with --db",
                              version, schema_version()));
    }
    return {};
}

bool needs_migration(SQLite::Database& database) {
    return version_of(database) < schema_version();
}

void migrate(SQLite::Database& database) {
    SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
    const int version = version_of(database);
    for (const Migration& migration : migrations) {
        if (migration.version > version) {
            database.exec(migration.sql);
            database.exec(fmt::format("PRAGMA user_version = {}", migration.version));
            database.exec(fmt::format("PRAGMA application_id = {}", application_id));
        }
    }
    transaction.commit();
}

} // namespace klp
