// SPDX-License-Identifier: Apache-2.0
#include "analyze/compare.hpp"

#include "analyze/compare_rows.hpp"
#include "analyze/complete_configuration.hpp"
#include "analyze/evidence.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace klp {
namespace {

using namespace analysis;

std::string kind_of(const RunResult& part) {
    return part.cells.empty() ? std::string() : part.cells.front().workload_kind;
}

/// The part of `run` with workloads of `kind`; without cells when it has none.
RunResult part_of(const RunResult& run, const std::string& kind) {
    for (RunResult& part : split_by_kind(run)) {
        if (kind_of(part) == kind) {
            return std::move(part);
        }
    }
    RunResult none = run;
    none.cells.clear();
    return none;
}

std::vector<std::string> kinds_of(const RunResult& a_run, const RunResult& b_run) {
    std::vector<std::string> kinds;
    for (const RunResult* run : {&a_run, &b_run}) {
        for (const RunResult& part : split_by_kind(*run)) {
            add_note(kinds, kind_of(part));
        }
    }
    return kinds;
}

} // namespace

Result<std::vector<Comparison>> compare(const RunResult& a_run, const Configuration& a,
                                        const RunResult& b_run, const Configuration& b) {
    const auto a_whole = complete_configuration(a_run, a);
    KLP_TRY(a_whole);
    const auto b_whole = complete_configuration(b_run, b);
    KLP_TRY(b_whole);
    const std::vector<std::string> kinds = kinds_of(a_run, b_run);
    std::vector<Comparison> rows;
    for (const std::string& kind : kinds) {
        RunResult a_part = part_of(a_run, kind);
        a_part.equivalence_margin = std::min(a_run.equivalence_margin, b_run.equivalence_margin);
        const Protocol protocol(a_part);
        for (Comparison& row : compare_rows(protocol, a_part, *a_whole, part_of(b_run, kind),
                                            *b_whole, BenchmarkRows::each)) {
            if (kinds.size() > 1 && row.workload == overall_name) {
                row.workload = overall_of(kind);
            }
            rows.push_back(std::move(row));
        }
    }
    return rows;
}

Result<std::vector<Comparison>> compare(const RunResult& a_run, const RunResult& b_run) {
    std::vector<Configuration> common;
    std::set<Configuration> seen;
    for (const CellResult& cell : a_run.cells) {
        const bool is_in_both =
            std::any_of(b_run.cells.begin(), b_run.cells.end(), [&cell](const CellResult& other) {
                return other.configuration == cell.configuration;
            });
        if (is_in_both && seen.insert(cell.configuration).second) {
            common.push_back(cell.configuration);
        }
    }
    if (common.empty()) {
        return usage_error(fmt::format("runs {} and {} have no configuration in common",
                                       a_run.run_id, b_run.run_id));
    }
    std::vector<Comparison> rows;
    for (const Configuration& configuration : common) {
        auto some = compare(a_run, configuration, b_run, configuration);
        if (!some) {
            return some;
        }
        for (Comparison& row : *some) {
            row.configuration = configuration.text();
            rows.push_back(std::move(row));
        }
    }
    return rows;
}

} // namespace klp
