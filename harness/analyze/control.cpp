// SPDX-License-Identifier: Apache-2.0
#include "analyze/control.hpp"

#include "analyze/contrast.hpp"
#include "analyze/validity.hpp"
#include "model/axis.hpp"

#include <algorithm>

namespace klp::analysis {

Measured<Effect> control_effect(const RunResult& run, const std::string& compiler,
                                const std::string& workload, const std::string& metric) {
    const auto control =
        std::find_if(run.controls.begin(), run.controls.end(), [&](const CellResult& cell) {
            return cell.workload == workload && cell.configuration.get(compiler_axis) == compiler;
        });
    if (control == run.controls.end() || control->outcome != Outcome::ok) {
        return tl::unexpected<std::string>("no control was run");
    }
    const auto baseline =
        std::find_if(run.cells.begin(), run.cells.end(), [&](const CellResult& cell) {
            return cell.workload == workload && cell.configuration == control->configuration;
        });
    if (baseline == run.cells.end() || baseline->outcome != Outcome::ok) {
        return tl::unexpected<std::string>("the baseline of the control was not run");
    }
    Measured<Effect> effect = contrast(*baseline, *control, metric);
    if (effect) {
        if (std::string why = image_mismatch(*baseline, *control); !why.empty()) {
            effect->invalid = std::move(why);
        }
    }
    return effect;
}

ControlCheck check_of(const Effect& control) {
    const Estimate numbers = estimate(control, control_confidence);
    return {numbers.value, numbers.low, numbers.high};
}

bool has_failed(const ControlCheck& check) {
    return check.low > 0 || check.high < 0;
}

} // namespace klp::analysis
