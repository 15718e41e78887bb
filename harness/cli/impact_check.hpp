// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"
#include "model/graph_check.hpp"

#include <string>
#include <vector>

namespace klp {

/// Holds the dumps of each folder against its image, which is looked for as find_symbols does.
Result<std::vector<GraphCheck>> check_graphs(const std::vector<std::string>& folders,
                                             const std::string& image);

} // namespace klp
