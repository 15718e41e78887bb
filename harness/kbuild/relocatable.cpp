// SPDX-License-Identifier: Apache-2.0
//
// Layout after the System V gABI, chapters 4 and 5. An object with every function in a section of
// its own has more than 65,279 sections, so their count, the index of their names and the sections
// of symbols stand in the extended places (section header 0, SHT_SYMTAB_SHNDX).
#include "kbuild/relocatable.hpp"

#include <fmt/format.h>

#include <elf.h>

#include <cstring>
#include <optional>
#include <string>

namespace klp {
namespace {

// A record at `position`; nothing when it is not wholly in the file.
template <typename Record>
std::optional<Record> record_at(std::string_view bytes, std::uint64_t position) {
    if (bytes.size() < sizeof(Record) || position > bytes.size() - sizeof(Record)) {
        return std::nullopt;
    }
    Record record;
    std::memcpy(&record, bytes.data() + position, sizeof record);
    return record;
}

class Reader {
public:
    explicit Reader(std::string_view bytes) : m_bytes(bytes) {}

    Result<RelocatableObject> read() {
        KLP_TRY(read_headers());
        KLP_TRY(name_sections());
        KLP_TRY(read_symbols());
        KLP_TRY(read_relocations());
        return std::move(m_object);
    }

private:
    std::string_view m_bytes;
    std::vector<Elf64_Shdr> m_headers;
    std::uint64_t m_names = 0;
    RelocatableObject m_object;

    Status read_headers() {
        const auto header = record_at<Elf64_Ehdr>(m_bytes, 0);
        if (!header || std::memcmp(header->e_ident, ELFMAG, SELFMAG) != 0) {
            return failure("not an ELF file");
        }
        if (header->e_ident[EI_CLASS] != ELFCLASS64 || header->e_ident[EI_DATA] != ELFDATA2LSB ||
            header->e_type != ET_REL || header->e_shentsize != sizeof(Elf64_Shdr)) {
            return failure("not a 64-bit little-endian relocatable ELF object");
        }
        const auto first = record_at<Elf64_Shdr>(m_bytes, header->e_shoff);
        if (!first) {
            return failure("the section headers are not in the file");
        }
        const std::uint64_t count = header->e_shnum == 0 ? first->sh_size : header->e_shnum;
        m_names = header->e_shstrndx == SHN_XINDEX ? first->sh_link : header->e_shstrndx;
        if (count > (m_bytes.size() - header->e_shoff) / sizeof(Elf64_Shdr)) {
            return failure("the section headers are not all in the file");
        }
        for (std::uint64_t i = 0; i < count; ++i) {
            m_headers.push_back(
                *record_at<Elf64_Shdr>(m_bytes, header->e_shoff + i * sizeof(Elf64_Shdr)));
            const Elf64_Shdr& section = m_headers.back();
            if (i != 0 && section.sh_type != SHT_NOBITS &&
                (section.sh_offset > m_bytes.size() ||
                 section.sh_size > m_bytes.size() - section.sh_offset)) {
                return failure(fmt::format("section {} is not in the file", i));
            }
            m_object.sections.push_back({{},
                                         section.sh_type,
                                         section.sh_flags,
                                         section.sh_offset,
                                         section.sh_size,
                                         header->e_shoff + i * sizeof(Elf64_Shdr),
                                         0,
                                         {}});
        }
        return {};
    }

    // The string at `offset` of the string table in section `table`.
    std::optional<std::string_view> string_at(std::uint64_t table, std::uint64_t offset) const {
        if (table >= m_headers.size() || m_headers[table].sh_type != SHT_STRTAB ||
            offset >= m_headers[table].sh_size) {
            return std::nullopt;
        }
        const std::string_view rest =
            m_bytes.substr(m_headers[table].sh_offset, m_headers[table].sh_size).substr(offset);
        const std::size_t end = rest.find('\0');
        return end == std::string_view::npos ? std::nullopt : std::optional(rest.substr(0, end));
    }

    Status name_sections() {
        for (std::size_t i = 1; i < m_headers.size(); ++i) {
            const auto name = string_at(m_names, m_headers[i].sh_name);
            if (!name) {
                return failure(fmt::format("section {} has no name", i));
            }
            m_object.sections[i].name = *name;
        }
        return {};
    }

    Status read_symbols() {
        std::size_t table = 0;
        std::size_t extended = 0;
        for (std::size_t i = 1; i < m_headers.size(); ++i) {
            table = m_headers[i].sh_type == SHT_SYMTAB ? i : table;
            extended = m_headers[i].sh_type == SHT_SYMTAB_SHNDX ? i : extended;
        }
        if (table == 0) {
            return failure("there is no symbol table");
        }
        for (std::uint64_t i = 0; i < m_headers[table].sh_size / sizeof(Elf64_Sym); ++i) {
            const std::uint64_t position = m_headers[table].sh_offset + i * sizeof(Elf64_Sym);
            const Elf64_Sym record = *record_at<Elf64_Sym>(m_bytes, position);
            std::uint32_t section = record.st_shndx < SHN_LORESERVE ? record.st_shndx : 0U;
            if (record.st_shndx == SHN_XINDEX) {
                const auto number =
                    extended == 0 || (i + 1) * 4 > m_headers[extended].sh_size
                        ? std::nullopt
                        : record_at<std::uint32_t>(m_bytes, m_headers[extended].sh_offset + i * 4);
                section = number.value_or(UINT32_MAX);
            }
            const auto name = string_at(m_headers[table].sh_link, record.st_name);
            if (section >= m_headers.size() || !name) {
                return failure(fmt::format("symbol {} has no {}", i, name ? "section" : "name"));
            }
            m_object.symbols.push_back({*name, section, record.st_value, position,
                                        ELF64_ST_BIND(record.st_info) != STB_LOCAL,
                                        ELF64_ST_TYPE(record.st_info) == STT_FUNC});
        }
        return {};
    }

    Status read_relocations() {
        for (std::uint32_t i = 1; i < m_headers.size(); ++i) {
            if (m_headers[i].sh_type == SHT_REL) {
                return failure(fmt::format("section {} has relocations without addends", i));
            }
            if (m_headers[i].sh_type != SHT_RELA) {
                continue;
            }
            if (m_headers[i].sh_info == 0 || m_headers[i].sh_info >= m_headers.size()) {
                return failure(fmt::format("section {} relocates no section", i));
            }
            ObjectSection& section = m_object.sections[m_headers[i].sh_info];
            if (section.relocation_table != 0) {
                return failure(
                    fmt::format("section {} has two relocation tables", m_headers[i].sh_info));
            }
            section.relocation_table = i;
            KLP_TRY(read_relocation_table(m_headers[i], section));
        }
        return {};
    }

    Status read_relocation_table(const Elf64_Shdr& table, ObjectSection& section) {
        for (std::uint64_t k = 0; k < table.sh_size / sizeof(Elf64_Rela); ++k) {
            const std::uint64_t position = table.sh_offset + k * sizeof(Elf64_Rela);
            const Elf64_Rela record = *record_at<Elf64_Rela>(m_bytes, position);
            const std::uint64_t symbol = ELF64_R_SYM(record.r_info);
            if (symbol >= m_object.symbols.size() || record.r_offset > section.bytes) {
                return failure(
                    fmt::format("relocation {} of {} is out of bounds", k, section.name));
            }
            section.relocations.push_back(
                {record.r_offset, m_object.symbols[symbol].section, position});
        }
        return {};
    }
};

} // namespace

Result<RelocatableObject> read_relocatable(std::string_view bytes) {
    return Reader(bytes).read();
}

} // namespace klp
