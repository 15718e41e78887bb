// SPDX-License-Identifier: Apache-2.0
#include "inspect/gc_report.hpp"
#include "inspect/initcalls.hpp"
#include "inspect/objtool.hpp"
#include "support/error_of.hpp"

#include <catch2/catch.hpp>

using namespace klp;

TEST_CASE("initcalls are listed by address, with their level marks, counters taken out") {
    CHECK(initcall_order("ffffffff82000010 d __initcall__kmod_genetlink__717_1483_genl_init1\n"
                         "ffffffff82000000 D __initcall1_start\n"
                         "ffffffff82000008 d __initcall__kmod_af_netlink__6_2932_netlink_init1\n"
                         "ffffffff81000000 T _stext\n"
                         "ffffffff82000018 D __initcall2_start\n"
                         "ffffffff82000018 d __initcall__kmod_x__9_7_f2.lto_priv.0\n"
                         "garbage\n\n") == "__initcall1_start\n"
                                           "__initcall__kmod_af_netlink__2932_netlink_init1\n"
                                           "__initcall__kmod_genetlink__1483_genl_init1\n"
                                           "__initcall2_start\n"
                                           "__initcall__kmod_x__7_f2\n");
    CHECK(initcall_order("").empty());
}

TEST_CASE("a module's own double underscore is no counter") {
    CHECK(initcall_order("ff d __initcall__kmod_a__b__12_34_c__56_d6\n") ==
          "__initcall__kmod_a__b__34_c__56_d6\n");
}

TEST_CASE("objtool's warnings are counted by what they say, wherever it is") {
    const auto kinds = objtool_warnings(
        "vmlinux.o: warning: objtool: skb_put.cold+0x16: unreachable instruction\n"
        "vmlinux.o: warning: objtool: other+0x1: unreachable instruction\n"
        "  CC      mm/slab.o\n"
        "vmlinux.o: warning: objtool: f() falls through to next function g()\n"
        "vmlinux.o: warning: objtool: unexpected relocation symbol type in .rela.discard: 0\n"
        "a.o: error: objtool: h+0x3: call to panic() leaves .noinstr.text section\n"
        "ld: warning: something else\n");
    CHECK(kinds == std::map<std::string, int>{{"unreachable_instruction", 2},
                                              {"falls_through_to_next_function", 1},
                                              {"unexpected_relocation_symbol_type_in", 1},
                                              {"call_to", 1}});
    CHECK(objtool_warnings("").empty());
    CHECK(objtool_warnings("x: warning: objtool: 12345") ==
          std::map<std::string, int>{{"other", 1}});
}

TEST_CASE("the report of a section GC begins with its two totals") {
    const CollectedSections report =
        read_gc_report("functions 912\nbytes 99279\n16 .text.f\n").value();
    CHECK(report.functions == 912);
    CHECK(report.bytes == 99279);
    for (const char* wrong :
         {"", "functions 1\n", "functions x\nbytes 1\n", "bytes 1\nfunctions 1\n",
          "functions 1\nbytes 2", "functions -1\nbytes 2\n"}) {
        CHECK_FALSE(read_gc_report(wrong));
    }
}
