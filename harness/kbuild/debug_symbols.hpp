// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kbuild/relocatable.hpp"

#include <string>

namespace klp {

/// With LTO and -g, GCC marks where each unit begins in .debug_info by a weak symbol, UNIT.HASH. nm
/// calls a weak symbol weak wherever it is, so that the kernel's scripts take these for symbols of
/// its own and find a System.map that kallsyms, made without debug information, does not agree
/// with. Makes weak symbols of sections that are not loaded global, in place: nm then calls them
/// debugging symbols, which those scripts leave out. `object` was read from `bytes`. Gives the
/// number of symbols that were changed.
int make_debug_symbols_global(std::string& bytes, const RelocatableObject& object);

} // namespace klp
