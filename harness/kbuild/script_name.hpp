// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace klp {

/// A section's or symbol's name as a linker script takes it: in quotes where it would be read as
/// something else.
std::string script_name(std::string_view name);

} // namespace klp
