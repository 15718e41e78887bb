// SPDX-License-Identifier: Apache-2.0
#include "cli/run_options.hpp"

namespace klp {

void add_run_selection(CLI::App& command, RunSelection& selection) {
    command.add_option("--db", selection.database, "where results are stored")
        ->capture_default_str();
    command.add_option("--experiment", selection.experiment,
                       "the latest run of it (default: the latest of all)");
    command.add_option("--run", selection.id, "a run by its number");
}

} // namespace klp
