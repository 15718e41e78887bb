// SPDX-License-Identifier: Apache-2.0
//
// What every command that measures is told, and what it makes of that.
#pragma once

#include "base/result.hpp"
#include "cli/installation.hpp"
#include "cli/output.hpp"
#include "measure/measure.hpp"
#include "model/experiment.hpp"
#include "os/process.hpp"

#include <CLI/App.hpp>

#include <optional>
#include <string>
#include <vector>

namespace klp {

struct MeasuringOptions {
    std::string experiment; ///< a name or a path
    std::string database = default_database;
    int jobs = 0;       ///< 0: one per processor
    std::string budget; ///< empty: none
};

struct MeasuringSetting {
    Experiment experiment;
    std::vector<int> cpus;          ///< one worker stays on each
    std::optional<double> budget_s; ///< seconds
    CountingSetting counting;
};

/// Adds `--db`, `--jobs` and `--budget`.
void add_measuring_options(CLI::App& command, MeasuringOptions& options);

/// Usage errors: more jobs than this process may use processors, a wrong experiment or budget.
/// Events to count are `counters`, or those of the experiment where it is empty.
Result<MeasuringSetting> measuring_setting(const MeasuringOptions& options,
                                           const std::vector<std::string>& counters,
                                           const Installation& installation, ProcessRunner& runner);

} // namespace klp
