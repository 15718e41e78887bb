// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/stored_run.hpp"

#include "base/result.hpp"

#include <CLI/App.hpp>

#include <vector>

namespace klp {

/// Adds `--db`, `--experiment` and `--run`, by which a command chooses a stored run.
void add_run_selection(CLI::App& command, RunSelection& selection);

/// The processors of `--jobs`, the first of those that this process may use; 0: all. Usage error
/// when there are not so many.
Result<std::vector<int>> chosen_processors(int jobs);

} // namespace klp
