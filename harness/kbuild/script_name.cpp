// SPDX-License-Identifier: Apache-2.0
#include "kbuild/script_name.hpp"

#include <algorithm>

namespace klp {

std::string script_name(std::string_view name) {
    constexpr std::string_view plain = "abcdefghijklmnopqrstuvwxyz"
                                       "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                       "0123456789_./+-";
    // The linker has no escape for a quote in a name; `?` stands for any one character.
    std::string out(name);
    std::ranges::replace_if(
        out, [](char c) { return c == '"' || c == '\n'; }, '?');
    return out.find_first_not_of(plain) == std::string::npos ? out : '"' + out + '"';
}

} // namespace klp
