// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"
#include "model/configuration.hpp"
#include "model/results.hpp"

namespace klp::analysis {

/// The configuration of a cell of `run` that `partial` means: axes that it does not name take the
/// run's baseline. A usage error when the run lacks an axis, a value or the cell; it names the
/// nearest there is.
Result<Configuration> complete_configuration(const RunResult& run, const Configuration& partial);

} // namespace klp::analysis
