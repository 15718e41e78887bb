// SPDX-License-Identifier: Apache-2.0
#include "kbuild/relocatable.hpp"
#include "support/error_of.hpp"
#include "unit/kbuild/assembled.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <elf.h>

#include <algorithm>

using namespace klp;

namespace {

std::uint32_t section_named(const RelocatableObject& object, std::string_view name) {
    const auto found = std::ranges::find(object.sections, name, &ObjectSection::name);
    REQUIRE(found != object.sections.end());
    return static_cast<std::uint32_t>(found - object.sections.begin());
}

const ObjectSymbol& symbol_named(const RelocatableObject& object, std::string_view name) {
    const auto found = std::ranges::find(object.symbols, name, &ObjectSymbol::name);
    REQUIRE(found != object.symbols.end());
    return *found;
}

constexpr const char* caller_and_callee = ".section .text.caller,\"ax\"\n"
                                          ".globl caller\n.type caller, @function\n"
                                          "caller: nop\n call callee\n call elsewhere\n"
                                          ".section .text.callee,\"ax\"\n"
                                          ".type callee, @function\n"
                                          "nop\ncallee: ret\n";

} // namespace

TEST_CASE("an object's sections, symbols and references are read") {
    const std::string bytes = assembled(caller_and_callee);
    const RelocatableObject object = read_relocatable(bytes).value();

    const std::uint32_t caller = section_named(object, ".text.caller");
    const std::uint32_t callee = section_named(object, ".text.callee");
    CHECK(object.sections[caller].bytes == 11);
    CHECK((object.sections[caller].flags & SHF_EXECINSTR) != 0);
    REQUIRE(object.sections[caller].relocations.size() == 2);
    CHECK(object.sections[caller].relocations[0].offset == 2);
    CHECK(object.sections[caller].relocations[0].target == callee);
    CHECK(object.sections[caller].relocations[1].target == 0);
    CHECK(object.sections[object.sections[caller].relocation_table].name == ".rela.text.caller");

    CHECK(symbol_named(object, "caller").global);
    CHECK(symbol_named(object, "caller").function);
    CHECK(symbol_named(object, "callee").section == callee);
    CHECK(symbol_named(object, "callee").value == 1);
    CHECK_FALSE(symbol_named(object, "callee").global);
    CHECK(symbol_named(object, "elsewhere").section == 0);
    CHECK_FALSE(symbol_named(object, "elsewhere").function);
}

TEST_CASE("an object with more sections than fit its header is read") {
    constexpr int count = 66000;
    std::string source;
    for (int i = 0; i < count; ++i) {
        source += fmt::format(".section .text.f{0},\"ax\"\nf{0}: ret\n", i);
    }
    source += "call f0\n"; // from the last section
    const std::string bytes = assembled(source);
    const RelocatableObject object = read_relocatable(bytes).value();

    const std::uint32_t last = section_named(object, ".text.f65999");
    CHECK(last > 65535);
    CHECK(symbol_named(object, "f65999").section == last);
    REQUIRE(object.sections[last].relocations.size() == 1);
    CHECK(object.sections[last].relocations[0].target == section_named(object, ".text.f0"));
}

TEST_CASE("what is no such object is an error") {
    const std::string bytes = assembled(caller_and_callee);
    CHECK(error_of(read_relocatable("")).message == "not an ELF file");
    CHECK(error_of(read_relocatable("!<arch>\n")).message == "not an ELF file");
    CHECK(error_of(read_relocatable(std::string_view(bytes).substr(0, 64))).message ==
          "the section headers are not in the file");
    CHECK(error_of(read_relocatable(std::string_view(bytes).substr(0, bytes.size() - 1))).message ==
          "the section headers are not all in the file");

    std::string other = bytes;
    other[EI_CLASS] = ELFCLASS32;
    CHECK(error_of(read_relocatable(other)).message ==
          "not a 64-bit little-endian relocatable ELF object");

    // A record is r_offset, r_info (the symbol in its upper half), r_addend, 8 bytes each.
    const RelocatableObject object = read_relocatable(bytes).value();
    const std::uint64_t record =
        object.sections[section_named(object, ".text.caller")].relocations[0].position;
    for (const std::uint64_t byte : {record + 1, record + 12}) {
        other = bytes;
        other[byte] = '\x7f';
        CHECK(error_of(read_relocatable(other)).message ==
              "relocation 0 of .text.caller is out of bounds");
    }
}
