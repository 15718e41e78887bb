// SPDX-License-Identifier: Apache-2.0
//
// What a link that failed on undefined symbols says of them. Under LTO the usual cause is
// top-level asm that names a static function: the compiler does not read asm, so it drops or
// renames the function.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace klp {

struct UndefinedSymbol {
    std::string name;
    std::string function; ///< that refers to it, as the linker says; may be empty
    std::string place;    ///< the object, archive member or section; may be empty
    bool operator==(const UndefinedSymbol&) const = default;
};

/// From GNU ld's messages (in English), each symbol once.
std::vector<UndefinedSymbol> read_undefined_symbols(std::string_view messages);

/// One line that says what to look at.
std::string undefined_symbol_advice(const UndefinedSymbol& symbol);

} // namespace klp
