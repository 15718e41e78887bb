// SPDX-License-Identifier: Apache-2.0
#include "analyze/compare_pairs.hpp"

#include "analyze/compare_rows.hpp"
#include "analyze/evidence.hpp"
#include "analyze/matrix.hpp"
#include "model/axis.hpp"

#include <algorithm>
#include <deque>
#include <iterator>

namespace klp {
namespace {

using namespace analysis;

/// A kind of workload with what all its pairs share.
struct Part {
    explicit Part(RunResult of_kind) : run(std::move(of_kind)), protocol(run) {}

    RunResult run;
    Protocol protocol; ///< of `run`, to which it refers
};

bool is_baseline(const RunResult& run, const Configuration& configuration) {
    return std::all_of(run.axes.begin(), run.axes.end(), [&](const RunAxis& axis) {
        return axis.name == compiler_axis || axis.name == "arch" ||
               configuration.get(axis.name) == baseline_of(axis);
    });
}

std::vector<Comparison> rows_of(const std::deque<Part>& parts, const Configuration& a,
                                const Configuration& b, bool with_benchmarks) {
    const BenchmarkRows benchmarks = with_benchmarks ? BenchmarkRows::each : BenchmarkRows::none;
    std::vector<Comparison> all;
    for (const Part& part : parts) {
        for (Comparison& row : compare_rows(part.protocol, part.run, a, part.run, b, benchmarks)) {
            if (parts.size() > 1 && row.workload == overall_name) {
                row.workload = overall_of(part.run.cells.front().workload_kind);
            }
            all.push_back(std::move(row));
        }
    }
    return all;
}

std::ptrdiff_t differing_axes(const Configuration& a, const Configuration& b) {
    return std::count_if(a.entries().begin(), a.entries().end(),
                         [&b](const auto& entry) { return b.get(entry.first) != entry.second; });
}

} // namespace

std::vector<Configuration> configurations_of(const RunResult& run) {
    std::vector<Configuration> configurations;
    for (const CellResult& cell : run.cells) {
        if (std::find(configurations.begin(), configurations.end(), cell.configuration) ==
            configurations.end()) {
            configurations.push_back(cell.configuration);
        }
    }
    return configurations;
}

RunDetails compare_pairs(const RunResult& run, std::size_t most_pairs) {
    std::deque<Part> parts; // they stay where they are
    for (RunResult& part : split_by_kind(run)) {
        parts.emplace_back(std::move(part));
    }
    const std::vector<Configuration> configurations = configurations_of(run);
    const std::size_t all = configurations.size() * (configurations.size() - 1) / 2;
    RunDetails details;
    for (auto a = configurations.begin(); a != configurations.end(); ++a) {
        for (auto b = std::next(a); b != configurations.end(); ++b) {
            const bool has_baseline = is_baseline(run, *a) || is_baseline(run, *b);
            if (all <= most_pairs || has_baseline || differing_axes(*a, *b) == 1) {
                details.pairs.push_back({*a, *b, rows_of(parts, *a, *b, has_baseline)});
            } else {
                ++details.pairs_left_out;
            }
        }
    }
    return details;
}

} // namespace klp
