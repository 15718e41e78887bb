// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"
#include "model/answer.hpp"
#include "model/results.hpp"
#include "model/run_details.hpp"
#include "store/store.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace klp {

/// Which stored run a command is about.
struct RunSelection {
    std::string database = "results/klpbench.db";
    std::string experiment;         ///< empty: the latest run of all
    std::optional<std::int64_t> id; ///< a run of the list; overrides `experiment`
};

/// A stored run with its answers.
struct StoredRun {
    RunResult run;
    Answer answer;
    RunDetails details; ///< empty unless it was asked for
};

/// The id of the selected run. Usage error when there is none.
Result<std::int64_t> selected_run(Store& store, const RunSelection& selection);

enum class LoadDetails { no, yes };

Result<StoredRun> load_stored_run(const RunSelection& selection,
                                  LoadDetails details = LoadDetails::no);

/// Only what was measured, without answers.
Result<RunResult> load_measured_run(const RunSelection& selection);

/// The answer of the selected run. Where nothing is selected and the database has kernels, that of
/// the latest run of each experiment with kernels, followed by the latest run without; a finished
/// run goes before one that is not.
Result<Answer> load_answer(const RunSelection& selection);

} // namespace klp
