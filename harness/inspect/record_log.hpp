// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"
#include "model/visit.hpp"

#include <string_view>
#include <vector>

namespace klp {

/// Reads what klpbench-record appended: `phase TAB unit TAB wall_ns TAB user_us TAB system_us TAB
/// peak_rss_kib TAB status` a line. An error names the line.
Result<std::vector<ProcessRecord>> read_record_log(std::string_view text);

} // namespace klp
