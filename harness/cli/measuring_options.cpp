// SPDX-License-Identifier: Apache-2.0
#include "cli/measuring_options.hpp"

#include "cli/budget.hpp"
#include "cli/counting.hpp"
#include "config/load_experiment.hpp"
#include "os/machine.hpp"

#include <fmt/format.h>

namespace klp {
namespace {

Result<std::vector<int>> processors(int jobs) {
    std::vector<int> cpus = allowed_cpus();
    if (jobs < 0 || jobs > static_cast<int>(cpus.size())) {
        return usage_error(fmt::format("--jobs {}: this process may use {} processors, and every "
                                       "job stays alone on one",
                                       jobs, cpus.size()));
    }
    if (jobs > 0) {
        cpus.resize(static_cast<std::size_t>(jobs));
    }
    return cpus;
}

} // namespace

void add_measuring_options(CLI::App& command, MeasuringOptions& options) {
    command.add_option("--db", options.database, "where results are stored")->capture_default_str();
    command.add_option("--jobs", options.jobs, "workers, each alone on a processor (default: all)");
    command.add_option("--budget", options.budget,
                       "begin nothing that would end after it: 90s, 2h");
}

Result<MeasuringSetting> measuring_setting(const MeasuringOptions& options,
                                           const std::vector<std::string>& counters,
                                           const Installation& installation,
                                           ProcessRunner& runner) {
    Result<std::vector<int>> cpus = processors(options.jobs);
    if (!cpus) {
        return tl::unexpected(cpus.error());
    }
    Result<Experiment> experiment = load_experiment(options.experiment, installation.folders);
    if (!experiment) {
        return tl::unexpected(experiment.error());
    }
    std::optional<double> budget_s;
    if (!options.budget.empty()) {
        const Result<double> budget = parse_budget(options.budget);
        if (!budget) {
            return tl::unexpected(budget.error());
        }
        budget_s = *budget;
    }
    if (!counters.empty()) {
        experiment->counting.events = counters;
    }
    SystemCounters system;
    Result<CountingSetting> counting = find_counting(experiment->counting, system, runner);
    if (!counting) {
        return tl::unexpected(counting.error());
    }
    return MeasuringSetting{*std::move(experiment), *std::move(cpus), budget_s,
                            *std::move(counting)};
}

} // namespace klp
