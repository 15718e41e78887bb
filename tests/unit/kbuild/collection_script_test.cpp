// SPDX-License-Identifier: Apache-2.0
#include "kbuild/collection_report.hpp"
#include "kbuild/collection_script.hpp"
#include "kbuild/name_pattern.hpp"
#include "unit/kbuild/assembled.hpp"

#include <catch2/catch.hpp>

using namespace klp;

namespace {

constexpr const char* kernel = ".section .text.start,\"ax\"\n.globl start\nstart: ret\n"
                               ".section .text.key,\"ax\"\n.globl key_1\nkey_1: ret\n"
                               ".section .text.local,\"ax\"\nlocal: ret\n"
                               ".section .init.text,\"ax\"\nret\n"
                               ".section __param,\"a\"\n.quad local\n"
                               ".section __ex_table,\"a\"\n.quad local\n"
                               ".section .exitcall.exit,\"aw\"\n.quad local\n"
                               ".section .discard.hints\n.quad local\n"
                               ".section .comment\n.byte 1\n"
                               ".section .debug_info\n.quad local\n"
                               ".section .initcall6.init,\"aw\"\n.quad local\n"
                               ".section .rodata.f.str1.8,\"aMS\",@progbits,1\n.asciz \"x\"\n"
                               ".section .rodata.strange.cst16,\"aM\",@progbits,16\n.skip 16\n";

KernelCollection small_collection() {
    KernelCollection collection;
    collection.roots = {"key_*"};
    collection.collect = {".init.*"};
    collection.drop = {".exitcall.exit"};
    collection.weak_tables = {{"__ex_table", 8, 0}};
    return collection;
}

} // namespace

TEST_CASE("a pattern is a name, or the beginning of one") {
    CHECK(matches("a.b", "a.b"));
    CHECK_FALSE(matches("a.b", "a.bc"));
    CHECK(matches("a.*", "a."));
    CHECK_FALSE(matches("a.*", "b.a."));
    CHECK(matches_any({"x", "a*"}, "ab"));
    CHECK_FALSE(matches_any({}, "ab"));
}

TEST_CASE("plain sections are those that the compiler names") {
    CHECK(is_plain_section(".text"));
    CHECK(is_plain_section(".bss.x"));
    CHECK(is_plain_section(".rodata._x.str1.1"));
    CHECK_FALSE(is_plain_section(".data..percpu"));
    CHECK_FALSE(is_plain_section(".text."));
    CHECK_FALSE(is_plain_section(".data1"));
    CHECK_FALSE(is_plain_section(".init.text"));
}

TEST_CASE("roots are what the kernel's script names, and what no reference leads to") {
    const std::string bytes = assembled(kernel);
    const RelocatableObject object = read_relocatable(bytes).value();
    const CollectionRoots roots = find_collection_roots(
        object, small_collection(), "ENTRY(start) . = ASSERT(local == starting, \"\");");

    CHECK(roots.symbols == std::set<std::string_view>{"key_1", "start"});
    CHECK(roots.kept ==
          std::set<std::string_view>{".discard.hints", ".initcall6.init", "__ex_table", "__param"});
    std::set<std::string_view> begins;
    for (const std::uint32_t section : roots.in_sections) {
        begins.insert(object.sections[section].name);
    }
    CHECK(begins == std::set<std::string_view>{".discard.hints", ".initcall6.init", ".text.key",
                                               ".text.start", "__param"});

    const std::string script = collection_script(object, roots, "  (initcalls)\n");
    CHECK(script == "EXTERN(key_1 start )\n"
                    "SECTIONS {\n"
                    "  .text.unlikely 0 : { *(.text.unlikely .text.unlikely.*) }\n"
                    "  .text.hot 0 : { *(.text.hot .text.hot.*) }\n"
                    "  .text 0 : { *(.text .text.[0-9a-zA-Z_]*) }\n"
                    "  .rodata.cst16 0 : { *(.rodata.cst16 .rodata.*.cst16) }\n"
                    "  .rodata.str1.8 0 : { *(.rodata.str1.8 .rodata.*.str1.8) }\n"
                    "  .rodata 0 : { *(.rodata .rodata.[0-9a-zA-Z_]*) }\n"
                    "  .data 0 : { *(.data .data.[0-9a-zA-Z_]*) }\n"
                    "  .bss 0 : { *(.bss .bss.[0-9a-zA-Z_]*) }\n"
                    "  .discard.hints 0 : { KEEP(*(.discard.hints)) }\n"
                    "  __ex_table 0 : { KEEP(*(__ex_table)) }\n"
                    "  __param 0 : { KEEP(*(__param)) }\n"
                    "  (initcalls)\n"
                    "}\n");
}

TEST_CASE("every section that may go is kept apart") {
    CHECK(unique_options(small_collection()) ==
          std::vector<std::string>{"--unique=.text*", "--unique=.data*", "--unique=.rodata*",
                                   "--unique=.bss*", "--unique=.init.*"});
}

TEST_CASE("removed sections are told apart by what was reachable where they share a name") {
    RelocatableObject object;
    object.sections.resize(6);
    const std::vector<std::pair<const char*, std::uint64_t>> sections = {
        {"", 0}, {".text.f", 10}, {".text.f", 20}, {".text.f", 0}, {".bss.x", 4}, {".exitcall", 8}};
    for (std::size_t i = 0; i < sections.size(); ++i) {
        object.sections[i].name = sections[i].first;
        object.sections[i].bytes = sections[i].second;
    }
    object.symbols = {{"", 0, 0, 0, false, false},
                      {"f", 1, 0, 0, false, true},
                      {"f", 2, 0, 0, false, true},
                      {"alias", 2, 0, 0, true, true},
                      {"x", 4, 0, 0, true, false}};
    const std::vector<bool> live = {false, true, false, false, true, false};
    const std::string messages = "ld: removing unused section '.text.f' in file 'a.o'\n"
                                 "ld: removing unused section '.exitcall' in file 'a.o'\n"
                                 "ld: removing unused section '.bss.x' in file 'a.o'\n"
                                 "ld: warning: something else\n";

    const auto removed = removed_sections(object, live, {".exitcall"}, messages);
    CHECK(removed == std::vector<std::uint32_t>{2, 4}); // the linker's word counts for .bss.x
    CHECK(collection_report(object, removed) == "functions 2\nbytes 24\n20 .text.f\n4 .bss.x\n");
    CHECK(other_messages(messages) == "ld: warning: something else\n");
}
