// SPDX-License-Identifier: Apache-2.0
#include "cli/run_options.hpp"

#include "os/machine.hpp"

#include <fmt/format.h>

namespace klp {

Result<std::vector<int>> chosen_processors(int jobs) {
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

void add_run_selection(CLI::App& command, RunSelection& selection) {
    command.add_option("--db", selection.database, "where results are stored")
        ->capture_default_str();
    command.add_option("--experiment", selection.experiment,
                       "the latest run of it (default: the latest of all)");
    command.add_option("--run", selection.id, "a run by its number");
}

} // namespace klp
