// SPDX-License-Identifier: Apache-2.0
#include "kbuild/cut_tables.hpp"
#include "kbuild/reachability.hpp"
#include "support/error_of.hpp"
#include "unit/kbuild/assembled.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <set>

using namespace klp;

namespace {

// `live` is a root, `dead` is not. Each has an entry of 8 bytes in a table: the address of code
// and of what repairs it. The middle entry is dead, a label stands on the last one. The repair of
// `live` makes `helper` needed.
constexpr const char* two_functions = ".section .text.live,\"ax\"\nlive: ret\n"
                                      ".section .text.dead,\"ax\"\ndead: ret\n"
                                      ".section .text.fix_live,\"ax\"\nfix_live: call helper\n"
                                      ".section .text.fix_dead,\"ax\"\nfix_dead: ret\n"
                                      ".section .text.helper,\"ax\"\nhelper: ret\n"
                                      ".section table,\"a\"\n"
                                      ".long live - ., fix_live - .\n"
                                      ".long dead - ., fix_dead - .\n"
                                      "last: .long 7, 8\n"
                                      ".section notes\n"
                                      ".long dead - .\n .long live - .\n";

const std::vector<WeakTable> weak_tables = {{"table", 8, 0}, {"notes", 0, 0}};

std::uint32_t number_of(const RelocatableObject& object, std::string_view name) {
    const auto found = std::ranges::find(object.sections, name, &ObjectSection::name);
    return static_cast<std::uint32_t>(found - object.sections.begin());
}

std::set<std::string_view> live_texts(const RelocatableObject& object,
                                      const Reachability& reached) {
    std::set<std::string_view> names;
    for (std::size_t i = 0; i < object.sections.size(); ++i) {
        if (reached.live[i] && object.sections[i].name.starts_with(".text.")) {
            names.insert(object.sections[i].name);
        }
    }
    return names;
}

} // namespace

TEST_CASE("an entry of a weak table is needed only when its code is") {
    const std::string bytes = assembled(two_functions);
    const RelocatableObject object = read_relocatable(bytes).value();
    const std::vector<std::uint32_t> roots = {number_of(object, ".text.live")};

    const Reachability reached = find_reachable(object, weak_tables, roots).value();
    CHECK(live_texts(object, reached) ==
          std::set<std::string_view>{".text.live", ".text.fix_live", ".text.helper"});

    // As a root like any other the table holds everything.
    std::vector<std::uint32_t> strong = roots;
    strong.push_back(number_of(object, "table"));
    CHECK(live_texts(object, find_reachable(object, {}, strong).value()).size() == 5);
}

TEST_CASE("dead entries are cut out of their table with their relocations") {
    std::string bytes = assembled(two_functions);
    const std::string original = bytes;
    const RelocatableObject object = read_relocatable(original).value();
    const std::vector<std::uint32_t> roots = {number_of(object, ".text.live")};
    cut_dead_entries(bytes, object, find_reachable(object, weak_tables, roots).value());

    const RelocatableObject cut = read_relocatable(bytes).value();
    const ObjectSection& table = cut.sections[number_of(cut, "table")];
    CHECK(table.bytes == 16);
    REQUIRE(table.relocations.size() == 2);
    CHECK(table.relocations[0].offset == 0);
    CHECK(table.relocations[0].target == number_of(cut, ".text.live"));
    CHECK(table.relocations[1].offset == 4);
    CHECK(table.relocations[1].target == number_of(cut, ".text.fix_live"));
    CHECK(bytes[table.offset + 8] == 7); // the last entry follows the first

    const auto last = std::ranges::find(cut.symbols, "last", &ObjectSymbol::name);
    REQUIRE(last != cut.symbols.end());
    CHECK(last->value == 8);

    // Of the other one only the relocations count.
    const ObjectSection& notes = cut.sections[number_of(cut, "notes")];
    CHECK(notes.bytes == 8);
    REQUIRE(notes.relocations.size() == 1);
    CHECK(notes.relocations[0].offset == 4);
    CHECK(notes.relocations[0].target == number_of(cut, ".text.live"));
    CHECK(bytes.size() == original.size());
}

TEST_CASE("the relocation that names the code may stand anywhere in the entry") {
    const std::string bytes = assembled(two_functions);
    const RelocatableObject object = read_relocatable(bytes).value();
    const std::vector<std::uint32_t> roots = {number_of(object, ".text.fix_dead")};
    const auto reached = find_reachable(object, {{"table", 8, 4}}, roots);
    CHECK(live_texts(object, reached.value()) ==
          std::set<std::string_view>{".text.fix_dead", ".text.dead"});
}

TEST_CASE("an entry lives when the code that it describes is in another object") {
    const std::string bytes = assembled(".section table,\"a\"\n.quad elsewhere, here\n"
                                        ".section .text.here,\"ax\"\nhere: ret\n");
    const RelocatableObject object = read_relocatable(bytes).value();
    const auto reached = find_reachable(object, {{"table", 16, 0}}, {});
    CHECK(live_texts(object, reached.value()) == std::set<std::string_view>{".text.here"});
}

TEST_CASE("a table that is not as it was described is an error") {
    const std::string bytes = assembled(two_functions);
    const RelocatableObject object = read_relocatable(bytes).value();
    CHECK(error_of(find_reachable(object, {{"table", 9, 0}}, {})).message ==
          "table: 24 bytes are no multiple of the 9 of an entry");
    CHECK(error_of(find_reachable(object, {{"table", 8, 2}}, {})).message ==
          "table: entry 0 names no code at its byte 2");
    const std::string empty = assembled(".section table,\"aw\",@nobits\nx: .skip 8\n");
    CHECK(
        error_of(find_reachable(read_relocatable(empty).value(), {{"table", 8, 0}}, {})).message ==
        "table is no table: it has no contents");
}
