// SPDX-License-Identifier: Apache-2.0
#include "inspect/elf.hpp"
#include "support/error_of.hpp"
#include "support/fresh_folder.hpp"
#include "unit/os/real_process.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <map>
#include <string>

using namespace klp;

namespace {

// The bytes of what gcc makes of `source`.
std::string compiled(const std::string& source, std::vector<std::string> flags) {
    const TemporaryFolder folder = fresh_folder();
    ProcessRequest request;
    request.argv = {"gcc", write_to(folder.path() / "a.c", source).string(), "-o",
                    (folder.path() / "out").string()};
    request.argv.insert(request.argv.end(), flags.begin(), flags.end());
    request.limit_s = 60;
    auto runner = real_runner();
    REQUIRE(runner.run(request).ok());
    return read_file(folder.path() / "out").value();
}

constexpr const char* small_source = "int zeros[100];\n"
                                     "int ones[10] = {1};\n"
                                     "const int table[5] = {2};\n"
                                     "extern int elsewhere(int);\n"
                                     "int twice(int x) { return 2 * x; }\n"
                                     "int doubled(int x) __attribute__((alias(\"twice\")));\n"
                                     "int main(void) { return twice(zeros[1]) + ones[2]; }\n"
                                     "int far(int x) { return elsewhere(x); }\n";

ElfSection section(std::string name, std::int64_t bytes, std::string flags) {
    const auto has = [&flags](char flag) { return flags.find(flag) != std::string::npos; };
    return {std::move(name), bytes, has('A'), has('W'), has('X'), !has('0')};
}

} // namespace

TEST_CASE("sections and defined symbols of an object") {
    const ElfFacts facts = read_elf(compiled(small_source, {"-O2", "-c"})).value();

    std::map<std::string, ElfSection> sections;
    for (const ElfSection& one : facts.sections) {
        sections[one.name] = one;
    }
    CHECK(sections.at(".bss").bytes == 400);
    CHECK_FALSE(sections.at(".bss").has_contents);
    CHECK(sections.at(".data").bytes == 40);
    CHECK((sections.at(".data").allocated && sections.at(".data").writable));
    CHECK(sections.at(".rodata").bytes >= 20);
    CHECK_FALSE(sections.at(".rodata").writable);
    CHECK(sections.at(".text").executable);
    CHECK_FALSE(sections.at(".comment").allocated);

    std::map<std::string, ElfSymbol> symbols;
    for (const ElfSymbol& one : facts.symbols) {
        symbols[one.name] = one;
    }
    CHECK(symbols.at("zeros").bytes == 400);
    CHECK_FALSE(symbols.at("zeros").function);
    CHECK(symbols.at("twice").function);
    CHECK(symbols.at("twice").bytes > 0);
    CHECK(symbols.at("doubled").address == symbols.at("twice").address);
    CHECK_FALSE(symbols.contains("elsewhere"));
}

TEST_CASE("a function of another library is no symbol of an executable") {
    const ElfFacts facts =
        read_elf(compiled("int puts(const char*);\nint main(void) { return puts(\"\"); }\n", {}))
            .value();
    CHECK(count_functions(facts) > 0);
    for (const ElfSymbol& symbol : facts.symbols) {
        CHECK_FALSE(symbol.name.starts_with("puts"));
    }
}

TEST_CASE("a stripped file has sections and no symbols") {
    const ElfFacts facts = read_elf(compiled("int main(void) { return 0; }\n", {"-s"})).value();
    CHECK(facts.symbols.empty());
    CHECK(summarize_sizes(facts).text > 0);
}

TEST_CASE("what is no ELF file is an error") {
    for (const std::string& bytes :
         {std::string(), std::string("\x7f"),
          std::string("\x7f"
                      "ELF"),
          std::string("#!/bin/sh\n"), std::string("!<arch>\n"), std::string(4096, '\0')}) {
        CAPTURE(bytes.size());
        CHECK(error_of(read_elf(bytes)).message == "not an ELF file with section headers");
    }
}

TEST_CASE("a damaged file never does more harm than an error") {
    const std::string object = compiled(small_source, {"-O2", "-c"});
    for (std::size_t size = 0; size < object.size(); ++size) {
        (void)read_elf(object.substr(0, size)); // the sanitizers judge
    }
    for (std::size_t at = 0; at < object.size(); ++at) {
        std::string damaged = object;
        damaged[at] = '\xff';
        if (const auto facts = read_elf(damaged)) {
            (void)summarize_sizes(*facts);
            (void)count_functions(*facts);
        }
    }
}

TEST_CASE("a section that claims more bytes than any file has is damage, not a size") {
    std::string object = compiled(small_source, {"-O2", "-c"});
    std::uint64_t table = 0;
    std::copy_n(object.data() + 40, 8, reinterpret_cast<char*>(&table)); // e_shoff
    for (int i = 1; i < 4; ++i) { // sh_size of the first sections
        object.replace(table + static_cast<std::size_t>(i) * 64 + 32, 8, 7, '\xff')
            .insert(table + static_cast<std::size_t>(i) * 64 + 39, 1, '\x7f');
    }
    CHECK_FALSE(read_elf(object));
}

TEST_CASE("allocated sections are summed by what they are") {
    const ElfFacts facts{{section(".text", 100, "AX"), section(".init", 7, "AX"),
                          section(".rodata", 30, "A"), section(".eh_frame", 5, "A"),
                          section(".data", 11, "AW"), section(".tdata", 2, "AW"),
                          section(".bss", 4000, "AW0"), section(".wx", 13, "AWX"),
                          section(".debug_info", 999, ""), section(".comment", 999, "0")},
                         {}};
    const SizeSummary sizes = summarize_sizes(facts);
    CHECK(sizes.text == 120);
    CHECK(sizes.rodata == 35);
    CHECK(sizes.data == 13);
    CHECK(sizes.bss == 4000);
}

TEST_CASE("functions are counted once, without aliases, parts, marks and objects") {
    const ElfFacts facts{{},
                         {{"f", 0x10, 8, true},
                          {"alias_of_f", 0x10, 8, true},
                          {"g", 0x20, 8, true},
                          {"g.cold", 0x90, 8, true},
                          {"g.constprop.0", 0x30, 8, true},
                          {"_init", 0x40, 0, true},
                          {"table", 0x50, 8, false},
                          {"not.colder", 0x60, 8, true}}};
    CHECK(count_functions(facts) == 4);
    CHECK(count_functions({}) == 0);
}
