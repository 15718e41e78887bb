// SPDX-License-Identifier: Apache-2.0
//
// What the machine was like while the blocks of a run were measured, for the reports.
#pragma once

#include "model/results.hpp"

#include <string>
#include <utility>
#include <vector>

namespace klp {

/// (subject, value) in the order in which reports show them: how many blocks, how many were
/// disturbed and by what, and for each condition its limit, median and greatest value. What no
/// block was told of is left out. Empty when the run kept no blocks.
std::vector<std::pair<std::string, std::string>> conditions_of(const RunResult& run);

} // namespace klp
