// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "config/node.hpp"

#include "base/result.hpp"

#include <filesystem>

namespace klp {

/// Reads a TOML 1.0 file. The error carries the name of the file, as short as it can be from the
/// working directory, and the place of a syntax error.
Result<Node> parse_toml(const std::filesystem::path& file);

} // namespace klp
