// SPDX-License-Identifier: Apache-2.0
//
// Two passes over the units: the first reads functions and what was inlined into them, the second
// joins the line tables with them. The DIEs of types and variables are stepped over.
#include "inspect/dwarf.hpp"

#include "inspect/dwarf_functions.hpp"
#include "inspect/dwarf_lines.hpp"
#include "inspect/elf.hpp"

#include <gelf.h>

#include <algorithm>
#include <memory>
#include <set>

namespace klp {
namespace {

struct ElfCloser {
    void operator()(Elf* elf) const { elf_end(elf); }
};
struct DwarfCloser {
    void operator()(Dwarf* dwarf) const { dwarf_end(dwarf); }
};
using ElfHandle = std::unique_ptr<Elf, ElfCloser>;
using DwarfHandle = std::unique_ptr<Dwarf, DwarfCloser>;

struct Unit {
    Dwarf_Die top;
    std::vector<CodeRange> ranges;
};

Result<std::vector<Unit>> read_units(Dwarf* dwarf, FunctionReader& reader,
                                     std::set<std::string, std::less<>>& directories) {
    std::vector<Unit> units;
    Dwarf_CU* cu = nullptr;
    Dwarf_Die top;
    int state = 0;
    while ((state = dwarf_get_units(dwarf, cu, &cu, nullptr, nullptr, &top, nullptr)) == 0) {
        Result<std::vector<CodeRange>> ranges = reader.read(top);
        if (!ranges) {
            return tl::unexpected(ranges.error());
        }
        if (const std::string_view directory = directory_of(top); !directory.empty()) {
            directories.emplace(directory);
        }
        if (!ranges->empty()) {
            units.push_back({top, std::move(*ranges)});
        }
    }
    if (state < 0) {
        return damaged_dwarf("the list of units");
    }
    return units;
}

Status read_lines(std::vector<Unit>& units, DebugFacts& facts) {
    LineReader reader(facts);
    std::vector<CodeLine> lines;
    for (Unit& unit : units) {
        KLP_TRY(reader.read(unit.top, std::move(unit.ranges), lines));
    }
    std::sort(lines.begin(), lines.end());
    lines.erase(std::unique(lines.begin(), lines.end()), lines.end());
    facts.lines = std::move(lines);
    facts.files = reader.files.take();
    return {};
}

// 0 for the function's own name, 1 for it with a suffix, 2 for an unrelated one.
int kinship(std::string_view symbol, std::string_view name) {
    return !symbol.starts_with(name)                                  ? 2
           : symbol.size() == name.size()                             ? 0
           : symbol[name.size()] == '.' && !symbol.ends_with(".cold") ? 1
                                                                      : 2;
}

void join_symbols(std::vector<ElfSymbol> symbols, DebugFacts& facts) {
    std::erase_if(symbols, [](const ElfSymbol& symbol) { return !symbol.function; });
    const auto order = [](const ElfSymbol& a, const ElfSymbol& b) {
        return a.address != b.address ? a.address < b.address : a.name < b.name;
    };
    std::sort(symbols.begin(), symbols.end(), order);
    for (ConcreteFunction& function : facts.functions) {
        const std::string& name = facts.sources[function.source].name;
        int best = 3;
        for (auto symbol = std::lower_bound(
                 symbols.begin(), symbols.end(), function.address,
                 [](const ElfSymbol&a, std::uint64_t address) { return a.address < address; });
             symbol != symbols.end() && symbol->address == function.address; ++symbol) {
            if (const int kin = kinship(symbol->name, name); kin < best) {
                best = kin;
                function.symbol = symbol->name;
            }
        }
    }
}

bool has_debug_info(const ElfFacts& facts) {
    return std::any_of(facts.sections.begin(), facts.sections.end(), [](const ElfSection& one) {
        return (one.name == ".debug_info" || one.name == ".zdebug_info") && one.has_contents;
    });
}

} // namespace

Result<DebugFacts> read_debug_info(std::string_view bytes) {
    Result<ElfFacts> elf_facts = read_elf(bytes);
    if (!elf_facts) {
        return tl::unexpected(elf_facts.error());
    }
    // libelf takes a mutable pointer but does not write through it when opened this way.
    const ElfHandle elf(elf_memory(const_cast<char*>(bytes.data()), bytes.size()));
    GElf_Ehdr header;
    if (elf == nullptr || gelf_getehdr(elf.get(), &header) == nullptr) {
        return failure("damaged ELF header");
    }
    // libelf shows a file that was cut off before its section headers as one without sections.
    const std::uint64_t headers = std::uint64_t{header.e_shentsize} * header.e_shnum;
    if (header.e_shoff > bytes.size() || bytes.size() - header.e_shoff < headers) {
        return failure("cut off: the section headers lie past the end of the file");
    }
    if (header.e_type == ET_REL) {
        return failure("a relocatable object; debug information is read from linked images");
    }
    DebugFacts facts;
    if (!has_debug_info(*elf_facts)) {
        return facts;
    }
    const DwarfHandle dwarf(dwarf_begin_elf(elf.get(), DWARF_C_READ, nullptr));
    if (dwarf == nullptr) {
        return damaged_dwarf("the section .debug_info");
    }
    FunctionReader reader;
    std::set<std::string, std::less<>> directories;
    Result<std::vector<Unit>> units = read_units(dwarf.get(), reader, directories);
    if (!units) {
        return tl::unexpected(units.error());
    }
    facts.functions = std::move(reader.functions);
    facts.inlined = std::move(reader.inlined);
    facts.sources = reader.sources.take();
    facts.directories.assign(directories.begin(), directories.end());
    KLP_TRY(read_lines(*units, facts));
    join_symbols(std::move(elf_facts->symbols), facts);
    return facts;
}

} // namespace klp
