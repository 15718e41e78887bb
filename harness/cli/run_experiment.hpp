// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"
#include "cli/installation.hpp"
#include "measure/measure.hpp"
#include "model/experiment.hpp"
#include "os/process.hpp"
#include "plan/add_pinned.hpp"
#include "store/store.hpp"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace klp {

struct RunRequest {
    Experiment experiment;
    std::filesystem::path database;
    std::vector<int> cpus;               ///< one worker stays on each
    bool fresh = false;                  ///< measure again what is stored already
    bool keep_builds = false;            ///< leave every build below the work folder
    std::optional<double> budget_s = {}; ///< from this call on
    CountingSetting counting = {};
    /// Why it is run, a line; it stands as a comment before the stored definition. Runs for
    /// different purposes are different runs.
    std::string purpose = {};
    std::optional<std::int64_t> goes_on = {}; ///< despite `fresh`, when it measures the same
    std::vector<std::string> only = {};       ///< ids of the cells to be measured; empty: all
    PinnedTwins pinned_twins = PinnedTwins::baseline;
    std::function<Status(Store&, std::int64_t)> entered = {}; ///< told the run before it is made
};

struct RunAccount {
    std::int64_t run_id = 0;
    std::size_t visits = 0; ///< stored by this call
    std::size_t found = 0;  ///< stored before it
    double wall_s = 0;      ///< of the visits
    double children_s = 0;  ///< wall time of the visits' child processes, summed
    std::size_t jobs = 0;
    int replicates = 0;      ///< that are complete; set when the budget was spent
    bool unfinished = false; ///< the budget was spent before all visits were made

    /// Wall time over the children's busy time divided by the jobs; 1 is no overhead.
    [[nodiscard]] double overhead() const {
        return children_s > 0 ? wall_s * static_cast<double>(jobs) / children_s : 1.0;
    }
};

/// Plans, proves equivalences, then visits every cell that the same run has not finished yet, and
/// stores each visit as it ends, until all replicates are there, a look finds everything decided,
/// or the budget is spent. Only one run at a time uses a database.
Result<RunAccount> run_experiment(const RunRequest& request, const Installation& installation,
                                  ProcessRunner& runner);

} // namespace klp
