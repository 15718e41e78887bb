// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/stored_run.hpp"

#include <CLI/App.hpp>

namespace klp {

/// Adds `--db`, `--experiment` and `--run`, by which a command chooses a stored run.
void add_run_selection(CLI::App& command, RunSelection& selection);

} // namespace klp
