// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "config/table_reader.hpp"

#include <vector>

namespace klp {

/// Requires each pattern (text) to select at least one metric that there can be.
void require_metrics(const std::vector<Node>& patterns, Faults& faults);

} // namespace klp
