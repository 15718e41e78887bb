// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"
#include "model/livepatched_function.hpp"

#include <filesystem>
#include <string_view>
#include <vector>

namespace klp {

/// What the list is called in a kernel's workload folder. It asks questions of a build and is no
/// part of what is built: the workload's content hash leaves it out.
inline constexpr std::string_view livepatched_file = "livepatched-functions.toml";

/// Reads a list of functions that live patches replaced, in the order of the file and each once;
/// docs/formats.md has its keys. Errors are of kind usage and carry the place.
Result<std::vector<LivepatchedFunction>> load_livepatched(const std::filesystem::path& file);

} // namespace klp
