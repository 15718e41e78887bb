// SPDX-License-Identifier: Apache-2.0
#include "kbuild/debug_symbols.hpp"

#include <elf.h>

#include <cstddef>

namespace klp {

int make_debug_symbols_global(std::string& bytes, const RelocatableObject& object) {
    int changed = 0;
    for (const ObjectSymbol& symbol : object.symbols) {
        char& info = bytes[symbol.position + offsetof(Elf64_Sym, st_info)];
        const auto value = static_cast<unsigned char>(info);
        if (symbol.section != 0 && ELF64_ST_BIND(value) == STB_WEAK &&
            (object.sections[symbol.section].flags & SHF_ALLOC) == 0) {
            info = static_cast<char>(ELF64_ST_INFO(STB_GLOBAL, ELF64_ST_TYPE(value)));
            ++changed;
        }
    }
    return changed;
}

} // namespace klp
