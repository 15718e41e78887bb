// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/experiment.hpp"

#include <cstdint>
#include <string>
#include <utility>

namespace klp {

/// The seed of the link-time layout that every cell of `workload`, its control included, has in
/// `replicate`. Replicates share a layout when the design has fewer layouts than replicates.
std::uint64_t layout_seed(const Experiment& experiment, const std::string& workload, int replicate);

/// A variable that moves the stack of the process that gets it: NAME and a VALUE of 0 to 4095
/// bytes, drawn from the seed of a layout.
std::pair<std::string, std::string> environment_pad(std::uint64_t layout_seed);

} // namespace klp
