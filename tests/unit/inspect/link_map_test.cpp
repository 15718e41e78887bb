// SPDX-License-Identifier: Apache-2.0
#include "inspect/link_map.hpp"

#include <catch2/catch.hpp>

#include <string>

using klp::DiscardedSections;
using klp::read_discarded_sections;

namespace {

// From a map that GNU ld 2.40 wrote; only lines that repeat others were taken out.
const std::string real_map =
    "Archive member included to satisfy reference by file (symbol)\n"
    "\n"
    "Discarded input sections\n"
    "\n"
    " .rodata.cst4   0x0000000000000000        0x4 /usr/lib/x86_64-linux-gnu/crt1.o\n"
    " .data          0x0000000000000000        0x8 /usr/lib/gcc/x86_64-linux-gnu/12/crtbegin.o\n"
    " .note.GNU-stack\n"
    "                0x0000000000000000        0x0 /usr/lib/gcc/x86_64-linux-gnu/12/crtbegin.o\n"
    " .note.gnu.property\n"
    "                0x0000000000000000       0x20 /usr/lib/gcc/x86_64-linux-gnu/12/crtbegin.o\n"
    " .text          0x0000000000000000        0x0 a.o\n"
    " .bss           0x0000000000000000        0x0 a.o\n"
    " .text.used     0x0000000000000000        0x4 a.o\n"
    " .text.dead_table\n"
    "                0x0000000000000000        0x8 a.o\n"
    " .text.dead_function_whose_name_is_long_enough_to_wrap\n"
    "                0x0000000000000000        0x7 a.o\n"
    " .text.unlikely.dead_cold\n"
    "                0x0000000000000000        0x4 a.o\n"
    " .tdata.dead_tls\n"
    "                0x0000000000000000        0x4 a.o\n"
    " .bss.dead_bss  0x0000000000000000       0xc8 a.o\n"
    " .data.dead_data_with_a_name_that_is_long_enough_to_wrap\n"
    "                0x0000000000000000      0x190 a.o\n"
    " .rodata.table  0x0000000000000000      0x12c a.o\n"
    " .gnu.lto_.decls.5\n"
    "                0x0000000000000000      0x500 a.o\n"
    " .debug_info    0x0000000000000000      0x600 a.o\n"
    "\n"
    "Memory Configuration\n"
    "\n"
    "Name             Origin             Length             Attributes\n"
    "*default*        0x0000000000000000 0xffffffffffffffff\n"
    "\n"
    "Linker script and memory map\n"
    "\n"
    " .text.main     0x0000000000401020        0xa a.o\n";

DiscardedSections of_lines(const std::string& lines) {
    return read_discarded_sections("Discarded input sections\n\n" + lines);
}

} // namespace

TEST_CASE(
    "code and data that were discarded count, names that wrap too; notes and bytecode do not") {
    const DiscardedSections discarded = read_discarded_sections(real_map);
    CHECK(discarded.functions == 4);
    CHECK(discarded.bytes == 4 + 8 + 4 + 8 + 7 + 4 + 4 + 0xc8 + 0x190 + 0x12c);
}

TEST_CASE("a map without discarded sections has none") {
    CHECK(read_discarded_sections("").bytes == 0);
    CHECK(read_discarded_sections("Memory Configuration\n .text.f 0x0 0x9 a.o\n").bytes == 0);
    CHECK(of_lines("").functions == 0);
}

TEST_CASE("a section belongs to a family by its whole first words") {
    CHECK(of_lines(" .text 0x0 0x3 a.o\n").functions == 1);
    CHECK(of_lines(" .text.f 0x0 0x3 a.o\n").functions == 1);
    CHECK(of_lines(" .textual 0x0 0x3 a.o\n").bytes == 0);
    CHECK(of_lines(" .data.rel.ro.local.x 0x0 0x3 a.o\n").bytes == 3);
    CHECK(of_lines(" .database 0x0 0x3 a.o\n").bytes == 0);
    CHECK(of_lines(" .tbss.x 0x0 0x3 a.o\n").bytes == 3);
    CHECK(of_lines(" .init_array 0x0 0x3 a.o\n").bytes == 0);
}

TEST_CASE("damaged lines count nothing and end nothing") {
    CHECK(of_lines(" .text.f\n").functions == 0);            // the rest never comes
    CHECK(of_lines(" .text.f 0x0\n").functions == 0);        // no size
    CHECK(of_lines(" .text.f 0x0 12 a.o\n").functions == 0); // no 0x
    CHECK(of_lines(" .text.f 0x0 0xzz a.o\n").functions == 0);
    CHECK(of_lines(" .text.f 0x0 0xfffffffffffffffff a.o\n").bytes == 0);
    CHECK(of_lines(" .text.f 0x0 0x7fffffffffffffff a.o\n .text.g 0x0 0x7fffffffffffffff a.o\n"
                   " .text.h 0x0 0x5 a.o\n")
              .bytes == 5);
    CHECK(of_lines(" .text.f\r\n 0x0 0x9 a.o\r\n").bytes == 9);
}
