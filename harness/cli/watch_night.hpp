// SPDX-License-Identifier: Apache-2.0
//
// One night: measured, compared with the nights before it, and what looks changed tested on fresh
// data. docs/adr/0012 says why it is done so.
#pragma once

#include "base/result.hpp"
#include "cli/installation.hpp"
#include "measure/measure.hpp"
#include "model/experiment.hpp"
#include "model/nightly.hpp"
#include "os/process.hpp"

#include <filesystem>
#include <optional>
#include <vector>

namespace klp {

struct NightRequest {
    Experiment experiment;
    std::filesystem::path database;
    std::vector<int> cpus;          ///< one worker stays on each
    std::optional<double> budget_s; ///< of measuring, confirmations among it
    CountingSetting counting;
    bool new_series = false; ///< even if nothing differs from the latest
};

struct NightOutcome {
    NightReport report;
    bool has_failures = false; ///< some cell could not be built or run
};

/// Watches one night. A night that was killed goes on when it began less than 16 hours ago and
/// measures the same.
Result<NightOutcome> watch_night(const NightRequest& request, const Installation& installation,
                                 ProcessRunner& runner);

} // namespace klp
