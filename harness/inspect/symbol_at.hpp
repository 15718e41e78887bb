// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace klp {

/// The function of a System.map ("ADDRESS TYPE NAME" a line, as nm prints it) that `address` is in:
/// the last text symbol at or before it. Empty when there is none.
std::string symbol_at(std::string_view system_map, std::uint64_t address);

} // namespace klp
