// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "config/table_reader.hpp"

#include "model/nightly.hpp"
#include "model/workload.hpp"

#include <vector>

namespace klp {

/// The table `[nightly]` of an experiment with these workloads.
NightlySettings read_nightly(const Node& table, const std::vector<Workload>& workloads,
                             Faults& faults);

} // namespace klp
