// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/plan.hpp"
#include "model/workload.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace klp {

/// The argv that compiles one translation unit of `workload`, to run in the workload's folder.
/// The random seed of each unit is its name, so that identical compiles give identical objects.
std::vector<std::string> compile_command(const BuildFlags& flags, const Workload& workload,
                                         const std::string& unit,
                                         const std::filesystem::path& object);

/// A file name for what is made from `unit`, unique within the workload: "lib/a.c" →
/// "lib%2Fa.c" (percent-encoding, as a name of its own may hold any other stand-in).
std::string flat_name(const std::string& unit);

} // namespace klp
