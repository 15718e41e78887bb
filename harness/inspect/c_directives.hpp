// SPDX-License-Identifier: Apache-2.0
//
// The rest of a preprocessor's line after `#NAME`. Each reads up to the end of the line.
#pragma once

#include "inspect/c_tokens.hpp"
#include "model/c_source.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace klp {

/// Of `#define`, which stands in `line`; nullopt when it names nothing.
std::optional<CMacro> read_macro(CTokens& tokens, int line);

/// Of `#include`.
CInclude read_include(CTokens& tokens, int line);

/// Of `#if`: its only token, or nothing when it has more or none.
std::string_view read_condition(CTokens& tokens);

void skip_line(CTokens& tokens);

/// Sorts the words and leaves each once.
void sort_unique(std::vector<std::string_view>& words);

} // namespace klp
