// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "config/table_reader.hpp"

#include <vector>

namespace klp {

/// Requires each pattern (text) to select at least one metric that there can be.
void require_metrics(const std::vector<Node>& patterns, Faults& faults);

/// Requires each (text) to be "runtime", which stands for the benchmarks of a workload together, or
/// the name of a metric that is no single benchmark's.
void require_primary_metrics(const std::vector<Node>& metrics, Faults& faults);

} // namespace klp
