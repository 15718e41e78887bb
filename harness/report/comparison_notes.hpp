// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/answer.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace klp {

/// True for what has no numbers because it was not measured, and so no row in a table.
bool is_missing(const Comparison& comparison);

/// What a table of these comparisons does not say, in lines for a terminal: which metrics were not
/// measured and why, and the notes of the others. What several have in common is said once.
std::string comparison_notes(const std::vector<const Comparison*>& rows, std::size_t indent);

} // namespace klp
