// SPDX-License-Identifier: Apache-2.0
#include "kbuild/cut_tables.hpp"

#include <elf.h>

#include <cstddef>
#include <cstring>

namespace klp {
namespace {

void put(std::string& bytes, std::uint64_t position, std::uint64_t value) {
    std::memcpy(bytes.data() + position, &value, sizeof value);
}

void set_section_size(std::string& bytes, const ObjectSection& section, std::uint64_t size) {
    put(bytes, section.header + offsetof(Elf64_Shdr, sh_size), size);
}

bool is_dead(const TableContents& table, std::uint64_t number) {
    const auto entry = table.entries.find(number);
    return entry != table.entries.end() && !entry->second.live;
}

// Moves the entries that stay to the front and says where each one begins now; the last element is
// the size of what is left.
std::vector<std::uint64_t> compact_entries(std::string& bytes, const ObjectSection& section,
                                           const TableContents& table) {
    const auto entry_bytes = static_cast<std::uint64_t>(table.entry_bytes);
    std::vector<std::uint64_t> begins;
    std::uint64_t size = 0;
    for (std::uint64_t k = 0; k < section.bytes / entry_bytes; ++k) {
        begins.push_back(size);
        if (!is_dead(table, k)) {
            std::memmove(bytes.data() + section.offset + size,
                         bytes.data() + section.offset + k * entry_bytes, entry_bytes);
            size += entry_bytes;
        }
    }
    begins.push_back(size);
    return begins;
}

// Where a place in the table is now.
std::uint64_t moved(const std::vector<std::uint64_t>& begins, std::uint64_t entry_bytes,
                    std::uint64_t offset) {
    const std::uint64_t entry = offset / entry_bytes;
    return entry + 1 < begins.size() ? begins[entry] + offset % entry_bytes : begins.back();
}

void cut_relocations(std::string& bytes, const RelocatableObject& object,
                     const TableContents& table, const std::vector<std::uint64_t>& begins) {
    const ObjectSection& section = object.sections[table.section];
    const auto entry_bytes = static_cast<std::uint64_t>(table.entry_bytes);
    const ObjectSection& relocations = object.sections[section.relocation_table];
    std::uint64_t size = 0;
    for (std::size_t k = 0; k < section.relocations.size(); ++k) {
        const ObjectRelocation& relocation = section.relocations[k];
        if (is_dead(table, entry_bytes == 0 ? k : relocation.offset / entry_bytes)) {
            continue;
        }
        const std::uint64_t to = relocations.offset + size;
        std::memmove(bytes.data() + to, bytes.data() + relocation.position, sizeof(Elf64_Rela));
        if (entry_bytes != 0) {
            put(bytes, to + offsetof(Elf64_Rela, r_offset),
                moved(begins, entry_bytes, relocation.offset));
        }
        size += sizeof(Elf64_Rela);
    }
    set_section_size(bytes, relocations, size);
}

} // namespace

void cut_dead_entries(std::string& bytes, const RelocatableObject& object,
                      const Reachability& reached) {
    for (const TableContents& table : reached.tables) {
        const ObjectSection& section = object.sections[table.section];
        if (section.relocation_table == 0) {
            continue;
        }
        std::vector<std::uint64_t> begins;
        if (table.entry_bytes != 0) {
            begins = compact_entries(bytes, section, table);
            set_section_size(bytes, section, begins.back());
            for (const ObjectSymbol& symbol : object.symbols) {
                if (symbol.section == table.section) {
                    put(bytes, symbol.position + offsetof(Elf64_Sym, st_value),
                        moved(begins, static_cast<std::uint64_t>(table.entry_bytes), symbol.value));
                }
            }
        }
        cut_relocations(bytes, object, table, begins);
    }
}

} // namespace klp
