// SPDX-License-Identifier: Apache-2.0
#include "plan/add_pinned.hpp"

#include "plan/add_controls.hpp"

#include <utility>
#include <vector>

namespace klp {

std::size_t add_pinned(Plan& plan, const Experiment& experiment, PinnedTwins twins) {
    std::vector<PlannedCell> added;
    for (std::size_t pinned = 0; pinned < experiment.workloads.size(); ++pinned) {
        const Workload& sources = experiment.workloads[pinned];
        if (!sources.pinned || sources.kernel) {
            continue;
        }
        for (const PlannedCell& cell : plan.cells) {
            if (cell.role != CellRole::measured || cell.status != CellStatus::planned ||
                experiment.workloads.at(cell.workload).name != sources.name ||
                (twins == PinnedTwins::baseline && !is_baseline(cell, experiment))) {
                continue;
            }
            PlannedCell twin = cell;
            twin.id += pinned_suffix;
            twin.role = CellRole::pinned;
            twin.twin_workload = cell.workload;
            twin.workload = pinned;
            added.push_back(std::move(twin));
        }
    }
    plan.cells.insert(plan.cells.end(), added.begin(), added.end());
    return added.size();
}

} // namespace klp
