// SPDX-License-Identifier: Apache-2.0
#include "cli/confirm_suspicions.hpp"

#include "analyze/confirm.hpp"
#include "cli/judged_history.hpp"
#include "cli/run_experiment.hpp"
#include "os/clock.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <string>
#include <utility>

namespace klp {
namespace {

/// Suspicions that one run tests: of one workload, against the same sources.
struct Trial {
    std::string workload;
    std::int64_t anchor = 0; ///< the night whose sources are pinned; 0: the beginning
    std::vector<NightSuspicion*> suspicions;
};

std::vector<Trial> trials_of(std::vector<NightSuspicion>& suspicions,
                             const std::vector<NightAlarm>& alarms) {
    std::map<std::pair<std::string, std::int64_t>, Trial> trials;
    for (NightSuspicion& suspicion : suspicions) {
        const std::string& workload = suspicion.watched.workload;
        const std::int64_t anchor = anchor_of(suspicion.watched, alarms);
        Trial& trial = trials[{workload, anchor}];
        trial.workload = workload;
        trial.anchor = anchor;
        trial.suspicions.push_back(&suspicion);
    }
    std::vector<Trial> found;
    found.reserve(trials.size());
    for (auto& [key, trial] : trials) {
        found.push_back(std::move(trial));
    }
    return found;
}

std::vector<std::string> cells_of(const Trial& trial) {
    std::vector<std::string> ids;
    for (const NightSuspicion* suspicion : trial.suspicions) {
        std::string id = trial.workload + "@" + suspicion->watched.configuration.text();
        if (std::find(ids.begin(), ids.end(), id) == ids.end()) {
            ids.push_back(std::move(id));
        }
    }
    return ids;
}

// The experiment of one workload, with its earlier sources.
Result<Experiment> reduced(const ConfirmationContext& context, const Trial& trial) {
    Experiment experiment = context.request.experiment;
    std::erase_if(experiment.workloads,
                  [&trial](const Workload& workload) { return workload.name != trial.workload; });
    Result<Workload> pinned = context.sources.load(experiment.workloads.at(0), trial.anchor);
    if (!pinned) {
        return tl::unexpected(pinned.error());
    }
    experiment.workloads.push_back(std::move(*pinned));
    experiment.replicates = experiment.nightly.confirm_replicates;
    for (const NightSuspicion* suspicion : trial.suspicions) {
        experiment.replicates = std::max(experiment.replicates, suspicion->blocks);
    }
    experiment.design.looks = 1;
    experiment.design.control = false;
    experiment.design.layouts = std::min(experiment.design.layouts, experiment.replicates);
    // Another order and other layouts than those that looked changed, and other ones each night.
    constexpr std::uint64_t odd = 0x9e3779b97f4a7c15;
    experiment.seed += odd * static_cast<std::uint64_t>(context.night);
    return experiment;
}

void explain(const Trial& trial, std::int64_t run, const std::string& why) {
    for (NightSuspicion* suspicion : trial.suspicions) {
        Confirmation none;
        none.run = run;
        none.failure = why;
        suspicion->confirmation = std::move(none);
    }
}

Result<RunAccount> make_run(const ConfirmationContext& context, const Trial& trial,
                            Experiment experiment, double left_s) {
    const NightRequest& night = context.request;
    RunRequest request{std::move(experiment), night.database, night.cpus};
    request.budget_s = std::isfinite(left_s) ? std::optional(left_s) : std::nullopt;
    request.counting = night.counting;
    request.counting.replicates = 0;
    request.purpose =
        fmt::format("confirms what looks changed in {} in the night of run {}; pinned: {}",
                    trial.workload, context.night,
                    trial.anchor == 0 ? "the beginning of the series"
                                      : fmt::format("the night of run {}", trial.anchor));
    request.only = cells_of(trial);
    request.pinned_twins = PinnedTwins::all;
    request.entered = [&context](Store& store, std::int64_t run) {
        return NightStore(store).add_night(run, context.series, context.night);
    };
    return run_experiment(request, context.installation, context.runner);
}

Status test(const ConfirmationContext& context, const Trial& trial) {
    const double left_s = context.deadline - monotonic_now();
    if (left_s <= 0) {
        explain(trial, 0, "the budget was spent");
        return {};
    }
    Result<Experiment> experiment = reduced(context, trial);
    if (!experiment) { // the rest of the night stands
        explain(trial, 0, to_string(experiment.error()));
        return {};
    }
    const Result<RunAccount> account = make_run(context, trial, *std::move(experiment), left_s);
    if (!account) {
        return tl::unexpected(account.error());
    }
    if (account->unfinished) {
        KLP_TRY(context.store.finish_run(
            account->run_id, iso_time(epoch_now()),
            fmt::format("the budget was spent after {} replicates", account->replicates)));
    }
    const Result<RunResult> run = context.store.load_run(account->run_id);
    if (!run) {
        return tl::unexpected(run.error());
    }
    for (NightSuspicion* suspicion : trial.suspicions) {
        suspicion->confirmation = confirmation_of(*run, suspicion->watched);
    }
    return {};
}

} // namespace

Status confirm_suspicions(const ConfirmationContext& context,
                          std::vector<NightSuspicion>& suspicions) {
    for (const Trial& trial : trials_of(suspicions, context.alarms)) {
        KLP_TRY(test(context, trial));
    }
    return {};
}

} // namespace klp
