// SPDX-License-Identifier: Apache-2.0
#include "inspect/dwarf_functions.hpp"

#include "model/source_path.hpp"

#include <dwarf.h>
#include <fmt/format.h>

namespace klp {
namespace {

constexpr int most_depth = 1000;      // of nested DIEs; compilers stay far below
constexpr int most_redirections = 16; // from a DIE to its origin, as libdw's

// What linkers write for the address of code that they threw away.
bool was_discarded(std::uint64_t address) {
    constexpr std::uint64_t last = ~std::uint64_t{0};
    return address <= 1 || address >= last - 1;
}

struct AddressRange {
    std::uint64_t begin = 0;
    std::uint64_t end = 0;
};

Result<std::vector<AddressRange>> ranges_of(Dwarf_Die& die) {
    std::vector<AddressRange> ranges;
    Dwarf_Addr base = 0;
    AddressRange range;
    std::ptrdiff_t at = 0;
    while ((at = dwarf_ranges(&die, at, &base, &range.begin, &range.end)) > 0) {
        if (range.begin < range.end && !was_discarded(range.begin)) {
            ranges.push_back(range);
        }
    }
    if (at < 0) {
        return damaged_dwarf("address ranges of a function");
    }
    return ranges;
}

// The number that an attribute has, here or where the DIE comes from; 0 when there is none.
int number_at(Dwarf_Die& die, unsigned name) {
    Dwarf_Attribute attribute;
    Dwarf_Word value = 0;
    const bool found = dwarf_attr_integrate(&die, name, &attribute) != nullptr &&
                       dwarf_formudata(&attribute, &value) == 0;
    return found && value <= static_cast<Dwarf_Word>(std::numeric_limits<int>::max())
               ? static_cast<int>(value)
               : 0;
}

std::string name_of(Dwarf_Die& die) {
    Dwarf_Attribute attribute;
    for (const unsigned name : {DW_AT_linkage_name, DW_AT_MIPS_linkage_name, DW_AT_name}) {
        if (dwarf_attr_integrate(&die, name, &attribute) != nullptr) {
            const char* const text = dwarf_formstring(&attribute);
            return text == nullptr ? std::string() : std::string(text);
        }
    }
    return {};
}

Result<std::string> file_of(Dwarf_Die& die) {
    Dwarf_Attribute attribute;
    if (dwarf_attr_integrate(&die, DW_AT_decl_file, &attribute) == nullptr) {
        return std::string();
    }
    const char* const name = dwarf_decl_file(&die);
    if (name == nullptr) {
        return damaged_dwarf("the file of a function");
    }
    Dwarf_Die unit;
    return source_path(directory_of(*dwarf_cu_die(attribute.cu, &unit, nullptr, nullptr, nullptr,
                                                  nullptr, nullptr, nullptr)),
                       name);
}

} // namespace

tl::unexpected<Error> damaged_dwarf(std::string_view what) {
    const char* const words = dwarf_errmsg(-1);
    return failure(fmt::format("damaged DWARF: {}: {}", what, words == nullptr ? "?" : words));
}

std::string_view directory_of(Dwarf_Die& unit) {
    Dwarf_Attribute attribute;
    const char* const name = dwarf_attr(&unit, DW_AT_comp_dir, &attribute) == nullptr
                                 ? nullptr
                                 : dwarf_formstring(&attribute);
    return name == nullptr ? std::string_view() : std::string_view(name);
}

Result<std::vector<CodeRange>> FunctionReader::read(Dwarf_Die& unit) {
    m_ranges.clear();
    KLP_TRY(read_children(unit, {}));
    return std::move(m_ranges);
}

Status FunctionReader::read_children(Dwarf_Die& die, Holder holder) {
    if (++holder.depth > most_depth) {
        return failure("damaged DWARF: functions nest deeper than a compiler nests them");
    }
    Dwarf_Die child;
    int state = dwarf_child(&die, &child);
    while (state == 0) {
        KLP_TRY(read_die(child, holder));
        state = dwarf_siblingof(&child, &child);
    }
    return state < 0 ? Status(damaged_dwarf("the list of functions")) : Status();
}

Status FunctionReader::read_die(Dwarf_Die& die, Holder holder) {
    switch (dwarf_tag(&die)) {
    case DW_TAG_subprogram:
        return read_function(die, holder);
    case DW_TAG_inlined_subroutine:
        return read_instance(die, holder);
    case DW_TAG_lexical_block:
    case DW_TAG_namespace:
        return read_children(die, holder);
    case DW_TAG_invalid:
        return damaged_dwarf("an entry");
    default:
        return {};
    }
}

Status FunctionReader::read_function(Dwarf_Die& die, Holder holder) {
    const auto ranges = ranges_of(die);
    if (!ranges) {
        return tl::unexpected(ranges.error());
    }
    if (ranges->empty()) {
        return {}; // a declaration, what was inlined everywhere, or what the linker discarded
    }
    const auto source = source_of(die);
    if (!source) {
        return tl::unexpected(source.error());
    }
    Dwarf_Addr entry = 0;
    const bool says_entry = dwarf_entrypc(&die, &entry) == 0;
    holder.function = static_cast<std::uint32_t>(functions.size());
    holder.inlined = no_index;
    functions.push_back({*source, says_entry ? entry : ranges->front().begin, {}});
    for (const AddressRange& range : *ranges) {
        m_ranges.push_back({range.begin, range.end, holder.function, no_index});
    }
    return read_children(die, holder);
}

Status FunctionReader::read_instance(Dwarf_Die& die, Holder holder) {
    if (holder.function == no_index) {
        return {};
    }
    const auto source = source_of(die);
    const auto ranges = ranges_of(die);
    if (!source || !ranges) {
        return tl::unexpected(source ? ranges.error() : source.error());
    }
    const auto number = static_cast<std::uint32_t>(inlined.size());
    inlined.push_back({*source, holder.function, holder.inlined});
    holder.inlined = number;
    for (const AddressRange& range : *ranges) {
        m_ranges.push_back({range.begin, range.end, holder.function, number});
    }
    return read_children(die, holder);
}

Result<std::uint32_t> FunctionReader::source_of(Dwarf_Die die) {
    Dwarf_Attribute origin;
    for (int i = 0; dwarf_attr(&die, DW_AT_abstract_origin, &origin) != nullptr; ++i) {
        if (i == most_redirections || dwarf_formref_die(&origin, &die) == nullptr) {
            return damaged_dwarf("the origin of a function");
        }
    }
    const Dwarf_Off offset = dwarf_dieoffset(&die);
    if (const auto known = m_known_sources.find(offset); known != m_known_sources.end()) {
        return known->second;
    }
    Result<std::string> file = file_of(die);
    if (!file) {
        return tl::unexpected(file.error());
    }
    const std::uint32_t number =
        sources.number_of({name_of(die), std::move(*file), number_at(die, DW_AT_decl_line),
                           number_at(die, DW_AT_decl_column)});
    m_known_sources.emplace(offset, number);
    return number;
}

} // namespace klp
