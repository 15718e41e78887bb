// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"
#include "cli/installation.hpp"
#include "cli/run_experiment.hpp"
#include "cli/visit_cell.hpp"
#include "model/plan.hpp"

#include <vector>

namespace klp {

/// Compiles the drivers and makes the link shims that `visits` need, for `setting`.
Status prepare_visits(const RunRequest& request, const Installation& installation,
                      const std::vector<Visit>& visits, VisitSetting& setting);

} // namespace klp
