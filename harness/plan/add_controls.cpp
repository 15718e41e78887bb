// SPDX-License-Identifier: Apache-2.0
#include "plan/add_controls.hpp"

#include "model/metric.hpp"

#include <algorithm>
#include <iterator>

namespace klp {
bool is_baseline(const PlannedCell& cell, const Experiment& experiment) {
    return std::all_of(experiment.axes.begin(), experiment.axes.end(),
                       [&cell](const ExperimentAxis& used) {
                           return used.axis.name == compiler_axis ||
                                  cell.configuration.get(used.axis.name) == used.axis.baseline;
                       });
}

std::size_t add_controls(Plan& plan, const Experiment& experiment) {
    const bool has_times = may_select_family(experiment.metrics, "runtime.") ||
                           may_select_family(experiment.metrics, "compile.");
    if (!experiment.design.control || !has_times) {
        return 0;
    }
    std::vector<PlannedCell> controls;
    std::copy_if(plan.cells.begin(), plan.cells.end(), std::back_inserter(controls),
                 [&experiment](const PlannedCell& cell) {
                     return cell.status == CellStatus::planned && cell.role == CellRole::measured &&
                            !experiment.workloads.at(cell.workload).kernel &&
                            is_baseline(cell, experiment);
                 });
    for (PlannedCell& control : controls) {
        control.id += control_suffix;
        control.role = CellRole::control;
    }
    plan.cells.insert(plan.cells.end(), controls.begin(), controls.end());
    return controls.size();
}

} // namespace klp
