// SPDX-License-Identifier: Apache-2.0
#include "build/layout_script.hpp"

#include "support/error_of.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <map>
#include <set>

using namespace klp;
using Words = std::vector<std::string>;

namespace {

constexpr const char* rule = "==================================================\n";

const std::string small_script = "ENTRY(_start)\n"
                                 "SECTIONS\n"
                                 "{\n"
                                 "  .rela.text : { *(.rela.text) }\n"
                                 "  .text           :\n"
                                 "  {\n"
                                 "    *(.text.unlikely .text.*_unlikely .text.unlikely.*)\n"
                                 "    *(.text .text.*)\n"
                                 "  }\n"
                                 "  .rodata         : { *(.rodata .rodata.*) }\n"
                                 "  .rodata1        : { *(.rodata1) }\n"
                                 "  .data           :\n"
                                 "  {\n"
                                 "    *(.data .data.*)\n"
                                 "  }\n"
                                 "  .bss            :\n"
                                 "  {\n"
                                 "   *(.bss)\n"
                                 "  }\n"
                                 "}\n";

} // namespace

TEST_CASE("groups of functions keep their places, each shuffled for itself") {
    const Words hot{".text.hot.a", ".text.hot.b", ".text.hot.c"};
    const Words plain{".text.f", ".text.f.constprop.0", ".text.g", ".text.h"};
    const Words cold{".text.unlikely.f.cold", ".text.unlikely.g.cold", ".text.rare_unlikely"};
    Words all = plain;
    all.insert(all.end(), hot.begin(), hot.end());
    all.insert(all.end(), cold.begin(), cold.end());
    all.emplace_back(".text.startup.main");
    std::set<Words> plain_orders;
    for (std::uint64_t seed = 0; seed < 400; ++seed) {
        const Placement placement = draw_placement(all, seed);
        REQUIRE(placement.sections.size() == 11);
        CHECK(placement.groups == 4);
        const auto at = placement.sections.begin();
        CHECK(std::is_permutation(at, at + 3, cold.begin()));
        CHECK(placement.sections[3] == ".text.startup.main");
        CHECK(std::is_permutation(at + 4, at + 7, hot.begin()));
        CHECK(std::is_permutation(at + 7, at + 11, plain.begin()));
        plain_orders.emplace(at + 7, at + 11);
    }
    CHECK(plain_orders.size() == 24); // all of them
}

TEST_CASE("a placement follows the seed, not the order in which sections were found") {
    const Words sections{".text.a", ".text.b", ".text.c", ".text.d", ".text.e"};
    const Words reversed(sections.rbegin(), sections.rend());
    const Placement one = draw_placement(sections, 7);
    CHECK(one.sections == draw_placement(reversed, 7).sections);
    CHECK(one.data_pad == draw_placement({}, 7).data_pad);
    CHECK(one.sections != draw_placement(sections, 8).sections);
}

TEST_CASE("pads are multiples of 16 below a page, and each is drawn for itself") {
    std::set<std::uint64_t> seen;
    int equal = 0;
    for (std::uint64_t seed = 0; seed < 2000; ++seed) {
        const Placement placement = draw_placement({}, seed);
        for (const std::uint64_t pad :
             {placement.text_pad, placement.rodata_pad, placement.data_pad, placement.bss_pad}) {
            CHECK(pad % 16 == 0);
            CHECK(pad < 4096);
        }
        seen.insert(placement.data_pad);
        equal += placement.data_pad == placement.bss_pad ? 1 : 0;
    }
    CHECK(seen.size() > 250); // of 256
    CHECK(equal < 30);        // 8 are expected
}

TEST_CASE("what is no section of one function is not placed") {
    CHECK(draw_placement({".text", ".text.", ".text.hot", ".text.unlikely", ".init", ".text.a*",
                          ".text.a\"b", ".text.a b", ".text.a/b"},
                         1)
              .sections.empty());
    CHECK(draw_placement({".text.$a.b_0", ".text.$a.b_0"}, 1).sections == Words{".text.$a.b_0"});
}

TEST_CASE("the script stands between two rules of what GNU ld says of itself") {
    const std::string head = "GNU ld (GNU Binutils for Debian) 2.40\n  Supported emulations:\n";
    CHECK(script_in(head + rule + small_script + rule + "attempt to open a.o failed\n") ==
          small_script);
    CHECK(script_in("GNU gold 1.16\n") == std::nullopt);
    CHECK(script_in("") == std::nullopt);
    CHECK(script_in(head + rule + small_script) == std::nullopt);
    CHECK(script_in(std::string("LLD 14.0.6\n") + rule + small_script + rule) == std::nullopt);
}

TEST_CASE("a placement stands at the heads of the output sections") {
    Placement placement;
    placement.sections = {".text.g", ".text.f"};
    placement.text_pad = 16;
    placement.rodata_pad = 32;
    placement.data_pad = 48;
    placement.bss_pad = 0;
    CHECK(place(small_script, placement).value() ==
          "ENTRY(_start)\n"
          "SECTIONS\n"
          "{\n"
          "  .rela.text : { *(.rela.text) }\n"
          "  .text           :\n"
          "  { . = . + 16;\n"
          "    *(\".text.g\")\n"
          "    *(\".text.f\")\n"
          "\n"
          "    *(.text.unlikely .text.*_unlikely .text.unlikely.*)\n"
          "    *(.text .text.*)\n"
          "  }\n"
          "  .rodata         : { . = . + 32; *(.rodata .rodata.*) }\n"
          "  .rodata1        : { *(.rodata1) }\n"
          "  .data           :\n"
          "  { . = . + 48;\n"
          "    *(.data .data.*)\n"
          "  }\n"
          "  .bss            :\n"
          "  { . = . + 0;\n"
          "   *(.bss)\n"
          "  }\n"
          "}\n");
}

TEST_CASE("a script without an output section is an error that names it") {
    const auto error = [](const std::string& script) {
        return error_of(place(script, Placement())).message;
    };
    CHECK(error("") == "the linker's script has no output section .text");
    CHECK(error(".text : { }\n.rodata.x : { }\n") ==
          "the linker's script has no output section .rodata");
    CHECK(error(".text") == "the linker's script has no output section .text");
}
