// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace klp {

/// Ends alarms and prints which. Usage error when an id is no number, or as
/// NightStore::acknowledge.
Status acknowledge_alarms(const std::filesystem::path& database,
                          const std::vector<std::string>& ids, const std::string& why);

/// Prints every alarm of the database, the newest first.
Status list_alarms(const std::filesystem::path& database);

} // namespace klp
