// SPDX-License-Identifier: Apache-2.0
#include "inspect/elf.hpp"

#include <gelf.h>
#include <libelf.h>

#include <memory>
#include <set>

namespace klp {
namespace {

struct ElfCloser {
    void operator()(Elf* elf) const { elf_end(elf); }
};
// Past every real section, and small enough that sums over all sections fit.
constexpr std::uint64_t most_section_bytes = std::uint64_t{1} << 40U;

using ElfHandle = std::unique_ptr<Elf, ElfCloser>;

std::string string_at(Elf* elf, std::size_t table, std::size_t offset) {
    const char* text = elf_strptr(elf, table, offset);
    return text == nullptr ? std::string() : std::string(text);
}

ElfSection describe_section(Elf* elf, std::size_t names, const GElf_Shdr& header) {
    ElfSection section;
    section.name = string_at(elf, names, header.sh_name);
    section.bytes = static_cast<std::int64_t>(header.sh_size);
    section.allocated = (header.sh_flags & SHF_ALLOC) != 0;
    section.writable = (header.sh_flags & SHF_WRITE) != 0;
    section.executable = (header.sh_flags & SHF_EXECINSTR) != 0;
    section.has_contents = header.sh_type != SHT_NOBITS;
    return section;
}

void add_symbols(Elf* elf, Elf_Scn* scn, const GElf_Shdr& header, std::vector<ElfSymbol>& out) {
    Elf_Data* data = elf_getdata(scn, nullptr);
    if (data == nullptr || header.sh_entsize == 0) {
        return;
    }
    const std::size_t count = data->d_size / header.sh_entsize;
    std::string file;
    for (std::size_t i = 0; i < count; ++i) {
        GElf_Sym symbol;
        if (gelf_getsym(data, static_cast<int>(i), &symbol) == nullptr) {
            return;
        }
        const unsigned type = GELF_ST_TYPE(symbol.st_info);
        if (type == STT_FILE) {
            file = string_at(elf, header.sh_link, symbol.st_name);
            continue;
        }
        const bool function = type == STT_FUNC || type == STT_GNU_IFUNC;
        if (symbol.st_shndx == SHN_UNDEF || !(function || type == STT_OBJECT)) {
            continue;
        }
        out.push_back({string_at(elf, header.sh_link, symbol.st_name), symbol.st_value,
                       static_cast<std::int64_t>(symbol.st_size), function,
                       GELF_ST_BIND(symbol.st_info) == STB_LOCAL ? file : std::string(),
                       symbol.st_shndx});
    }
}

} // namespace

Result<ElfFacts> read_elf(std::string_view bytes) {
    elf_version(EV_CURRENT);
    // libelf takes a mutable pointer but does not write through it when opened this way.
    const ElfHandle elf(elf_memory(const_cast<char*>(bytes.data()), bytes.size()));
    std::size_t names = 0;
    if (elf == nullptr || elf_kind(elf.get()) != ELF_K_ELF ||
        elf_getshdrstrndx(elf.get(), &names) != 0) {
        return failure("not an ELF file with section headers");
    }
    ElfFacts facts;
    for (Elf_Scn* scn = nullptr; (scn = elf_nextscn(elf.get(), scn)) != nullptr;) {
        GElf_Shdr header;
        if (gelf_getshdr(scn, &header) == nullptr) {
            return failure(std::string("damaged ELF section header: ") + elf_errmsg(-1));
        }
        if (header.sh_size > most_section_bytes) {
            return failure("damaged ELF section header: a size that no file has");
        }
        facts.sections.push_back(describe_section(elf.get(), names, header));
        if (header.sh_type == SHT_SYMTAB) {
            add_symbols(elf.get(), scn, header, facts.symbols);
        }
    }
    return facts;
}

SizeSummary summarize_sizes(const ElfFacts& facts) {
    SizeSummary sizes;
    for (const ElfSection& section : facts.sections) {
        if (!section.allocated) {
            continue;
        }
        std::int64_t& sum = section.executable     ? sizes.text
                            : !section.writable    ? sizes.rodata
                            : section.has_contents ? sizes.data
                                                   : sizes.bss;
        sum += section.bytes;
    }
    return sizes;
}

std::int64_t count_functions(const ElfFacts& facts) {
    std::set<std::uint64_t> addresses;
    for (const ElfSymbol& symbol : facts.symbols) {
        if (symbol.function && symbol.bytes > 0 && !symbol.name.ends_with(".cold")) {
            addresses.insert(symbol.address);
        }
    }
    return static_cast<std::int64_t>(addresses.size());
}

} // namespace klp
