// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/plan.hpp"

#include <string>
#include <vector>

namespace klp {

/// Takes all cells out of the plan but those with these ids, and the proofs that none of these
/// needs.
void keep_cells(Plan& plan, const std::vector<std::string>& ids);

} // namespace klp
