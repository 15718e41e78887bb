// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"
#include "model/workload.hpp"

#include <filesystem>
#include <string>

namespace klp {

/// Reads `folder`/workload.toml, checks that every file it names is in the folder, and hashes the
/// folder's contents; for a suite also `folder`/../support, which its driver is compiled with.
/// Errors are of kind usage and carry the place. A kernel comes in several configurations, of
/// which `configuration` names one; it then belongs to the workload's name.
Result<Workload> load_workload(const std::filesystem::path& folder,
                               const std::string& configuration = {});

} // namespace klp
