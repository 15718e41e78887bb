// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"
#include "model/debug_info.hpp"

#include <string_view>

namespace klp {

/// Reads the DWARF (version 2 to 5) of a linked ELF image from the image's bytes (libdw), as GCC
/// writes it with -g or -g1, with LTO too: there the code is described in one unit and the source
/// of its functions in others. Symbols are joined from the image's own .symtab. An image without
/// debug information gives empty facts. An error says what is wrong with the bytes, without naming
/// a file; a relocatable object is one, since what its debug information refers to is not yet in
/// place.
Result<DebugFacts> read_debug_info(std::string_view bytes);

} // namespace klp
