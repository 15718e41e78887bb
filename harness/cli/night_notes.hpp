// SPDX-License-Identifier: Apache-2.0
//
// What the reader of a night's report must know beside its figures, and what takes part in them.
#pragma once

#include "model/nightly.hpp"
#include "model/results.hpp"

#include <string>
#include <vector>

namespace klp {

/// True when a cell or a pinned twin could not be built or run.
bool has_failures(const RunResult& run);

/// A line for each cell and pinned twin that could not.
void add_failures(const RunResult& run, std::vector<std::string>& failures);

/// A line for cells that the night did not come to.
void add_notes(const RunResult& run, std::vector<std::string>& notes);

/// Takes the noisy points of every workload out whose pinned image is not that of the first night
/// of the series, and says so: what they are ratios to has changed.
void drop_unpinned(const RunResult& tonight, const RunResult* first,
                   std::vector<WatchedHistory>& points, std::vector<std::string>& failures);

/// Appends each point to the history of what it is of.
void append_points(const std::vector<WatchedHistory>& points,
                   std::vector<WatchedHistory>& histories);

} // namespace klp
