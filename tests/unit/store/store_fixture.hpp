// SPDX-License-Identifier: Apache-2.0
//
// A temporary database and a small experiment: two workloads, an axis with a native and an
// equivalent value, one cell that is unsupported.
#pragma once

#include "store/store.hpp"

#include <SQLiteCpp/SQLiteCpp.h>

#include <catch2/catch.hpp>

#include <filesystem>
#include <string>
#include <unistd.h>

namespace klp::store_test {

/// Text that would break a careless writer: quotes, markup, newline, escape, bytes not in UTF-8.
inline const std::string hostile = "'\"<script>|\n\x1b[31m\xff,\\";

class TemporaryFolder {
public:
    TemporaryFolder() {
        std::string name = std::filesystem::temp_directory_path() / "klpbench-store-XXXXXX";
        m_path = mkdtemp(name.data());
    }
    ~TemporaryFolder() {
        std::error_code ignored;
        std::filesystem::remove_all(m_path, ignored);
    }
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    [[nodiscard]] std::filesystem::path operator/(const char* name) const { return m_path / name; }

private:
    std::filesystem::path m_path;
};

inline RunHeader small_header() {
    RunHeader header;
    header.experiment = "small";
    header.definition = "name = 'small'";
    header.fingerprint = "f1";
    header.environment.klpbench_version = "0.1.0";
    header.environment.machine = {"x86_64", "A CPU", 2, 1 << 30, "Linux 6.1", "Debian 12"};
    header.environment.settings = {{"smt", "0"}, {"aslr", hostile}};
    header.environment.compilers = {
        {"gcc-12", "/usr/bin/gcc-12", "gcc", "gcc 12.2.0", "x86_64-linux-gnu", "GNU ld 2.40", "i"}};
    header.environment.seed = 18'446'744'073'709'551'615ULL;
    header.environment.jobs = 2;
    header.environment.replicates = 3;
    header.environment.started = "2024-05-01T10:00:00Z";
    header.equivalence_margin = 0.02;
    header.looks = 3;
    header.primary_metrics = {"runtime", hostile};
    header.axes = {{"compiler", "gcc-12", {"gcc-12"}}, {"level", "off", {"off", "on"}}};
    return header;
}

inline PlannedCell small_cell(std::size_t workload, const std::string& id, const std::string& level,
                              Realisation realisation) {
    PlannedCell cell;
    cell.id = id;
    cell.workload = workload;
    cell.configuration = Configuration({{"compiler", "gcc-12"}, {"level", level}});
    cell.realisation = {{"level", realisation}};
    cell.flags = {"/usr/bin/gcc-12", {"-O2", hostile}, {"-flto"}};
    return cell;
}

inline Experiment small_experiment() {
    Experiment experiment;
    experiment.name = "small";
    experiment.workloads.resize(2);
    experiment.workloads[0].name = "heap";
    experiment.workloads[0].content_hash = "h0";
    experiment.workloads[1].name = "ring";
    experiment.workloads[1].content_hash = "h1";
    return experiment;
}

inline Plan small_plan() {
    Plan plan;
    plan.experiment = "small";
    plan.cells = {small_cell(0, "heap@off", "off", Realisation::native),
                  small_cell(0, "heap@on", "on", Realisation::equivalent),
                  small_cell(1, "ring@off", "off", Realisation::native),
                  small_cell(1, "ring@on", "on", Realisation::equivalent)};
    plan.cells.push_back(small_cell(0, "heap@off#control", "off", Realisation::native));
    plan.cells[4].role = CellRole::control;
    plan.cells.push_back(small_cell(0, "heap@off#pinned", "off", Realisation::native));
    plan.cells[5].role = CellRole::pinned;
    plan.cells[3].status = CellStatus::unsupported;
    plan.cells[3].reason = "refused";
    plan.cells[3].diagnostic = hostile;
    return plan;
}

inline VisitResult small_visit(const std::string& cell, int replicate) {
    VisitResult visit;
    visit.cell = cell;
    visit.replicate = replicate;
    visit.samples = {{"size.text", 100.0 + replicate, ""}, {"link.cpu_s", 0, hostile}};
    visit.processes = {{"compile", hostile, 0.5, 0.25, 0.125, 4096, 137}};
    visit.sections = {{".text", 100}, {hostile, 1}};
    visit.symbols = {{"main", "function", 60, "", 1},
                     {hostile, "object", 40, hostile, 2},
                     {"main", "function", 6, "", -3}};
    visit.dumps = {{DumpStage::compile, "a.c", "first\n", false},
                   {DumpStage::compile, hostile, hostile, true},
                   {DumpStage::wpa, "empty.wpa", "", false},
                   {DumpStage::ltrans, "x.ltrans0.ltrans", std::string(100'000, 'x'), false}};
    visit.impact_sizes = {{1, 40}, {7, 2}};
    visit.commands = {{"gcc-12", "-c", hostile}, {"ld"}};
    visit.started = 1.5;
    visit.ended = 2.5;
    visit.children_s = 0.75;
    return visit;
}

/// Runs SQL behind the store's back.
inline void execute(const std::filesystem::path& path, const std::string& sql) {
    SQLite::Database(path, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE).exec(sql);
}

/// The value of a Result; the test fails with the error's text when there is none.
template <typename T> T value_of(Result<T> result) {
    if (!result) {
        FAIL(to_string(result.error()));
    }
    return std::move(*result);
}

inline void require_ok(const Status& status) {
    if (!status) {
        FAIL(to_string(status.error()));
    }
}

/// A store with one run of the small plan; the run's id is 1.
inline Store small_store(const std::filesystem::path& path) {
    Store store = value_of(Store::open(path));
    REQUIRE(value_of(store.begin_run(small_header())) == 1);
    require_ok(store.add_cells(1, small_plan(), small_experiment()));
    return store;
}

} // namespace klp::store_test
