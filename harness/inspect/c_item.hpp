// SPDX-License-Identifier: Apache-2.0
//
// What the tokens of something at file scope say, those inside of braces left out.
#pragma once

#include "inspect/c_tokens.hpp"
#include "model/c_source.hpp"

#include <cstdint>
#include <vector>

namespace klp {

enum class CBrace : std::uint8_t {
    function,    ///< begins the body of a function
    type,        ///< begins the members of a struct, union or enum
    initialiser, ///< begins the value of a variable
    linkage,     ///< of `extern "C"`
};

/// struct, union or enum.
bool is_type_word(const CToken& token);

/// What an opening brace after these tokens begins.
CBrace brace_after(const std::vector<CToken>& tokens);

/// Where the name of the function in its head stands: before its parameters, not before those of an
/// attribute. tokens.size() when there is none.
std::size_t function_name(const std::vector<CToken>& tokens);

/// How many tokens at the front use a macro without a semicolon, as `EXPORT_SYMBOL(f)` before a
/// definition; 0 when what comes first belongs to what follows.
std::size_t leading_invocation(const std::vector<CToken>& tokens);

/// Kind, name and declared names of what ended with a semicolon; lines and mentions are not set.
CItem describe_declaration(const std::vector<CToken>& tokens, bool has_members);

} // namespace klp
