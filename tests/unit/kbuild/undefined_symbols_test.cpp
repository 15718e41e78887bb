// SPDX-License-Identifier: Apache-2.0
#include "kbuild/undefined_symbols.hpp"

#include <catch2/catch.hpp>

using namespace klp;

TEST_CASE("the referrer of an undefined symbol is read from the linker's words") {
    const auto found = read_undefined_symbols(
        "/usr/bin/ld: vmlinux.o: in function `__SCT__bpf_dispatcher_xdp_call':\n"
        "(.static_call.text+0x50): undefined reference to `bpf_dispatcher_nop_func'\n"
        "/usr/bin/ld: (.static_call.text+0x58): undefined reference to `bpf_dispatcher_nop_func'\n"
        "ld: arch/x86/kernel/alternative.o:(.text+0x1f): undefined reference to `int3_magic'\n"
        "ld: (.noinstr.text+0x4): undefined reference to `gone'\n");
    CHECK(found ==
          std::vector<UndefinedSymbol>{{"bpf_dispatcher_nop_func", "__SCT__bpf_dispatcher_xdp_call",
                                        "vmlinux.o(.static_call.text)"},
                                       {"int3_magic", "", "arch/x86/kernel/alternative.o"},
                                       {"gone", "", ".noinstr.text"}});
    CHECK(undefined_symbol_advice(found[0]) ==
          "klpbench-kld: undefined bpf_dispatcher_nop_func is referred to by "
          "__SCT__bpf_dispatcher_xdp_call in vmlinux.o(.static_call.text): if top-level asm names "
          "it, the unit that holds this asm belongs into keep_out");
    CHECK(undefined_symbol_advice({"f", "", ""}).find("by something unknown:") !=
          std::string::npos);
}

TEST_CASE("other words of the linker name no symbol") {
    CHECK(read_undefined_symbols("ld: cannot find vmlinux.a: No such file\n").empty());
    CHECK(read_undefined_symbols("").empty());
}
