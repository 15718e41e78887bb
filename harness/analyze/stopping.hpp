// SPDX-License-Identifier: Apache-2.0
//
// When a run may stop: at looks fixed beforehand, each with its part of the error, so that looking
// more often does not find more. docs/method.md, "Looks", has the rule and its sources.
#pragma once

#include "model/results.hpp"

#include <string>
#include <vector>

namespace klp {

/// A look at a run that is under way.
struct Look {
    int index = 1;                      ///< 1 … `of`; 0 before the first planned look
    int of = 1;                         ///< planned
    std::vector<std::string> undecided; ///< what is still INCONCLUSIVE, each as "METRIC: CONTRAST"
};

/// The replicates after which a run of `replicates` is looked at: equal steps, the last one is all
/// of them. Ascending, without repetition; fewer than `looks` when there are fewer replicates.
std::vector<int> look_schedule(int replicates, int looks);

/// Judges every `ok` configuration against the baseline of its compiler, overall over the workloads
/// of one kind, in each primary metric that is noisy. `index` is the last planned look at which
/// all replicates were there. A run may stop when `undecided` is empty and `index` is above 0.
///
/// A replicate counts as there when some cell has it; call it between replicates, when every cell
/// has the same ones. Pure: the same run gives the same look.
Look look_at(const RunResult& run);

} // namespace klp
