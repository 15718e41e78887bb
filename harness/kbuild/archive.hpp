// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace klp {

/// The names of the members of an `ar` archive in its order, as they are stored: for a thin archive
/// paths relative to its folder. An error says what is wrong, without naming a file.
Result<std::vector<std::string>> read_archive_members(std::string_view bytes);

} // namespace klp
