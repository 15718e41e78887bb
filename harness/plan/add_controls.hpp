// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/experiment.hpp"
#include "model/plan.hpp"

#include <cstddef>

namespace klp {

/// What follows the id of a cell in that of its control.
inline constexpr const char* control_suffix = "#control";

/// True when every axis but the compiler has its baseline.
bool is_baseline(const PlannedCell& cell, const Experiment& experiment);

/// Appends to the plan a twin of the baseline cell of every suite and compiler: the planned cell
/// whose other axes all have their baseline. What differs between the two is what the measurement
/// itself does. Gives the number of twins; 0 when the design has no control, or the experiment no
/// time to compare. Kernels have none, because their counts are the same to the digit on every
/// boot.
std::size_t add_controls(Plan& plan, const Experiment& experiment);

} // namespace klp
