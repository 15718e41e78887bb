// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace klp {

/// The initcalls of a kernel in the order in which they run, and the marks of their levels, a name
/// a line, from the text of its System.map. Numbers that change with the configuration
/// (`__COUNTER__`, the copies that LTO makes private) are taken out of the names. Empty when the
/// map has none.
std::string initcall_order(std::string_view system_map);

} // namespace klp
