// SPDX-License-Identifier: Apache-2.0
#include "analyze/stopping.hpp"

#include "analyze/matrix.hpp"
#include "model/axis.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace klp {
namespace {

using namespace analysis;

std::vector<Configuration> measured_configurations(const RunResult& part) {
    std::set<Configuration> seen;
    std::vector<Configuration> distinct;
    for (const CellResult& cell : part.cells) {
        if (cell.outcome == Outcome::ok && seen.insert(cell.configuration).second) {
            distinct.push_back(cell.configuration);
        }
    }
    return distinct;
}

Configuration baseline_like(const RunResult& part, const Configuration& configuration) {
    Configuration baseline;
    for (const RunAxis& axis : part.axes) {
        const bool is_kept = axis.name == compiler_axis || axis.name == "arch";
        baseline.set(axis.name, is_kept ? configuration.get(axis.name) : baseline_of(axis));
    }
    return baseline;
}

} // namespace

std::vector<int> look_schedule(int replicates, int looks) {
    std::vector<int> schedule;
    for (int look = 1; look <= looks; ++look) {
        const int after = static_cast<int>(static_cast<std::int64_t>(replicates) * look / looks);
        if (after > (schedule.empty() ? 0 : schedule.back())) {
            schedule.push_back(after);
        }
    }
    return schedule;
}

Look look_at(const RunResult& run) {
    Look look;
    look.of = run.looks;
    look.index = Protocol(run).looks_done();
    for (const RunResult& part : split_by_kind(run)) {
        for (const Configuration& configuration : measured_configurations(part)) {
            const Configuration baseline = baseline_like(part, configuration);
            if (configuration == baseline) {
                continue;
            }
            const Matrix matrix(part, configuration.get(compiler_axis));
            for (const std::string& metric : matrix.protocol().family()) {
                const WorkloadEffects effects = matrix.effects(baseline, configuration, metric);
                if (effects.judgement.finding == Finding::inconclusive) {
                    look.undecided.push_back(
                        fmt::format("{}: {}", metric, matrix.describe(baseline, configuration)));
                }
            }
        }
    }
    return look;
}

} // namespace klp
