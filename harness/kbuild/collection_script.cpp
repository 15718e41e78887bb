// SPDX-License-Identifier: Apache-2.0
#include "kbuild/collection_script.hpp"

#include "kbuild/initcall_order.hpp"
#include "kbuild/name_pattern.hpp"
#include "kbuild/script_name.hpp"

#include <fmt/format.h>

#include <elf.h>

#include <algorithm>
#include <array>
#include <cctype>

namespace klp {
namespace {

constexpr std::array<std::string_view, 4> plain_bases = {".text", ".data", ".rodata", ".bss"};

bool in_identifier(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
}

std::set<std::string_view> identifiers(std::string_view text) {
    std::set<std::string_view> found;
    for (std::size_t i = 0; i < text.size();) {
        std::size_t end = i;
        while (end < text.size() && in_identifier(text[end])) {
            ++end;
        }
        if (end > i) {
            found.insert(text.substr(i, end - i));
        }
        i = end + 1;
    }
    return found;
}

// Sections without a place in the image are kept where they refer to something and are no debugging
// information: the kernel's tools read them by name.
bool has_purpose(const ObjectSection& section) {
    if (section.type == SHT_NULL || section.type == SHT_RELA || section.type == SHT_SYMTAB ||
        section.type == SHT_STRTAB || section.type == SHT_GROUP ||
        section.type == SHT_SYMTAB_SHNDX) {
        return false;
    }
    return (section.flags & SHF_ALLOC) != 0 ||
           (!section.relocations.empty() && !section.name.starts_with(".debug"));
}

// "str1.8" of ".rodata.str1.8" and ".rodata.f.str1.8", "cst16" of ".rodata.cst16": mergeable
// constants, which stay in sections of their kind.
std::string_view constant_kind(const ObjectSection& section) {
    if ((section.flags & SHF_MERGE) == 0 || !section.name.starts_with(".rodata.")) {
        return {};
    }
    std::string_view kind;
    for (const std::string_view mark : {".str", ".cst"}) {
        const std::size_t at = section.name.rfind(mark);
        if (at != std::string_view::npos &&
            (kind.empty() || section.name.size() - at <= kind.size())) {
            kind = section.name.substr(at + 1);
        }
    }
    return kind;
}

} // namespace

bool is_plain_section(std::string_view name) {
    return std::ranges::any_of(plain_bases, [&](std::string_view base) {
        return name == base || (name.starts_with(base) && name.size() > base.size() + 1 &&
                                name[base.size()] == '.' && in_identifier(name[base.size() + 1]));
    });
}

CollectionRoots find_collection_roots(const RelocatableObject& object,
                                      const KernelCollection& collection,
                                      std::string_view kernel_script) {
    CollectionRoots roots;
    const auto is_weak = [&](std::string_view name) {
        return std::ranges::find(collection.weak_tables, name, &WeakTable::section) !=
               collection.weak_tables.end();
    };
    for (std::uint32_t i = 1; i < object.sections.size(); ++i) {
        const ObjectSection& section = object.sections[i];
        if (!has_purpose(section) || is_plain_section(section.name) ||
            matches_any(collection.collect, section.name) ||
            matches_any(collection.drop, section.name)) {
            continue;
        }
        roots.kept.insert(section.name);
        if (!is_weak(section.name)) {
            roots.in_sections.push_back(i);
        }
    }
    const std::set<std::string_view> named = identifiers(kernel_script);
    for (const ObjectSymbol& symbol : object.symbols) {
        if (symbol.global && symbol.section != 0 &&
            (named.contains(symbol.name) || matches_any(collection.roots, symbol.name))) {
            roots.symbols.insert(symbol.name);
            roots.in_sections.push_back(symbol.section);
        }
    }
    return roots;
}

std::string collection_script(const RelocatableObject& object, const CollectionRoots& roots,
                              std::string_view initcalls) {
    std::string text = "EXTERN(";
    for (const std::string_view symbol : roots.symbols) {
        text += fmt::format("{} ", script_name(symbol));
    }
    // vmlinux's script has places of their own for unlikely and hot code.
    text += ")\nSECTIONS {\n"
            "  .text.unlikely 0 : { *(.text.unlikely .text.unlikely.*) }\n"
            "  .text.hot 0 : { *(.text.hot .text.hot.*) }\n"
            "  .text 0 : { *(.text .text.[0-9a-zA-Z_]*) }\n";
    std::set<std::string_view> kinds;
    for (const ObjectSection& section : object.sections) {
        kinds.insert(constant_kind(section));
    }
    kinds.erase(std::string_view());
    for (const std::string_view kind : kinds) {
        text += fmt::format("  .rodata.{0} 0 : {{ *(.rodata.{0} .rodata.*.{0}) }}\n", kind);
    }
    for (const char* base : {".rodata", ".data", ".bss"}) {
        text += fmt::format("  {0} 0 : {{ *({0} {0}.[0-9a-zA-Z_]*) }}\n", base);
    }
    for (const std::string_view section : roots.kept) {
        if (!is_initcall_section(section)) {
            text += fmt::format("  {0} 0 : {{ KEEP(*({0})) }}\n", script_name(section));
        }
    }
    return text + std::string(initcalls) + "}\n";
}

std::vector<std::string> unique_options(const KernelCollection& collection) {
    std::vector<std::string> options;
    options.reserve(plain_bases.size() + collection.collect.size());
    for (const std::string_view base : plain_bases) {
        options.push_back(fmt::format("--unique={}*", base));
    }
    for (const std::string& pattern : collection.collect) {
        options.push_back("--unique=" + pattern);
    }
    return options;
}

} // namespace klp
