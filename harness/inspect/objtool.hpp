// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <string_view>

namespace klp {

/// How often objtool warned of what, from the output of a kernel build: "unreachable_instruction"
/// → 3. A kind is the text of a warning without the place that it is about, in the characters of a
/// metric's name.
std::map<std::string, int> objtool_warnings(std::string_view build_log);

} // namespace klp
