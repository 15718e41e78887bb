// SPDX-License-Identifier: Apache-2.0
//
// A view of a 64-bit little-endian relocatable ELF object for working out what refers to what, and
// for editing it in place: unlike inspect/elf.hpp it keeps section numbers and file offsets.
#pragma once

#include "base/result.hpp"

#include <cstdint>
#include <string_view>
#include <vector>

namespace klp {

/// Where one relocation stands and which section it refers to.
struct ObjectRelocation {
    std::uint64_t offset = 0;   ///< in the section that it changes
    std::uint32_t target = 0;   ///< section number; 0: undefined or absolute
    std::uint64_t position = 0; ///< of its record in the file
};

struct ObjectSection {
    std::string_view name;
    std::uint32_t type = 0;  ///< SHT_*
    std::uint64_t flags = 0; ///< SHF_*
    std::uint64_t offset = 0;
    std::uint64_t bytes = 0;
    std::uint64_t header = 0;                  ///< position of its header in the file
    std::uint32_t relocation_table = 0;        ///< number of the section that holds them; 0: none
    std::vector<ObjectRelocation> relocations; ///< of this section, in the order of the file
};

struct ObjectSymbol {
    std::string_view name;
    std::uint32_t section = 0; ///< 0: undefined, absolute or common
    std::uint64_t value = 0;
    std::uint64_t position = 0; ///< of its record in the file
    bool global = false;        ///< or weak
    bool function = false;
};

/// Section 0 and symbol 0 are the empty ones that ELF has there.
struct RelocatableObject {
    std::vector<ObjectSection> sections;
    std::vector<ObjectSymbol> symbols;
};

/// Reads the object; names point into `bytes`, which must stay. Everything that the result says has
/// been checked against the size of the file. An error says what is wrong, without naming a file.
Result<RelocatableObject> read_relocatable(std::string_view bytes);

} // namespace klp
