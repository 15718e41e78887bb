// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"
#include "model/axis.hpp"

#include <filesystem>

namespace klp {

/// Reads an axis file; docs/formats.md has its keys. Errors are of kind usage and carry the place.
Result<Axis> load_axis(const std::filesystem::path& file);

} // namespace klp
