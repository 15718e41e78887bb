// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/experiment.hpp"
#include "model/plan.hpp"

#include <cstddef>

namespace klp {

/// What follows the id of a cell in that of its pinned twin.
inline constexpr const char* pinned_suffix = "#pinned";

/// Which cells of a workload get a pinned twin.
enum class PinnedTwins {
    baseline, ///< those under the baseline configuration, one for each compiler
    all,      ///< each
};

/// Appends to the plan the pinned twins of planned cells: the same flags, built from the workload
/// of the same name among `experiment.workloads` that is pinned. A workload without one has no
/// twins, and neither has a kernel. Gives the number of twins.
std::size_t add_pinned(Plan& plan, const Experiment& experiment, PinnedTwins twins);

} // namespace klp
