// SPDX-License-Identifier: Apache-2.0
//
// What looks changed is measured once more: tonight's code beside the code that it is taken to
// differ from, in the same blocks, in other layouts than those of the night.
#pragma once

#include "base/result.hpp"
#include "cli/installation.hpp"
#include "cli/pinned_sources.hpp"
#include "cli/watch_night.hpp"
#include "model/nightly.hpp"
#include "os/process.hpp"
#include "store/night_store.hpp"
#include "store/store.hpp"

#include <cstdint>
#include <vector>

namespace klp {

struct ConfirmationContext {
    const NightRequest& request; ///< its experiment without pinned workloads
    const Installation& installation;
    ProcessRunner& runner;
    Store& store;
    PinnedSources& sources;
    std::int64_t series = 0;
    std::int64_t night = 0;                ///< the run of the night
    double deadline = 0;                   ///< of monotonic_now(); infinite without a budget
    const std::vector<NightAlarm>& alarms; ///< earlier ones of the series
};

/// Makes a run for each workload and anchor of `suspicions` and sets their confirmations. What
/// could not be measured has a confirmation that says why.
Status confirm_suspicions(const ConfirmationContext& context,
                          std::vector<NightSuspicion>& suspicions);

} // namespace klp
