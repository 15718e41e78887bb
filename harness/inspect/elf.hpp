// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace klp {

struct ElfSection {
    std::string name;
    std::int64_t bytes = 0;
    bool allocated = false;
    bool writable = false;
    bool executable = false;
    bool has_contents = false; ///< false for SHT_NOBITS
};

struct ElfSymbol {
    std::string name;
    std::uint64_t address = 0;
    std::int64_t bytes = 0;
    bool function = false; ///< STT_FUNC or STT_GNU_IFUNC; otherwise STT_OBJECT
    std::string file = {}; ///< of a local symbol: the name of the STT_FILE before it; else empty
    std::uint32_t section = 0; ///< index; in an object `address` is relative to it
};

/// The sections and the symbols defined in an ELF file (functions and objects only).
struct ElfFacts {
    std::vector<ElfSection> sections;
    std::vector<ElfSymbol> symbols;
};

/// Reads an ELF image, object or shared library from its bytes (libelf). An error says what is
/// wrong with them, without naming a file.
Result<ElfFacts> read_elf(std::string_view bytes);

/// Sums over allocated sections, in bytes.
struct SizeSummary {
    std::int64_t text = 0;   ///< executable
    std::int64_t rodata = 0; ///< neither writable nor executable
    std::int64_t data = 0;   ///< writable, with contents
    std::int64_t bss = 0;    ///< writable, without contents
};

SizeSummary summarize_sizes(const ElfFacts& facts);

/// Function symbols of non-zero size, aliases of one address counted once; the `.cold` part of a
/// function is part of that function.
std::int64_t count_functions(const ElfFacts& facts);

} // namespace klp
