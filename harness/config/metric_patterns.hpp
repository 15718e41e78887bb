// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "config/table_reader.hpp"

#include <string_view>
#include <vector>

namespace klp {

/// True when some string matches both patterns, in which `*` stands for any characters.
bool patterns_overlap(std::string_view a, std::string_view b);

/// Requires each pattern (text) to select at least one metric that there can be.
void require_metrics(const std::vector<Node>& patterns, Faults& faults);

} // namespace klp
