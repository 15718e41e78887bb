// SPDX-License-Identifier: Apache-2.0
#include "kbuild/initcall_order.hpp"

#include <catch2/catch.hpp>

using namespace klp;

TEST_CASE("initcalls are put into the order of the archive, level by level") {
    const InitcallOrder order =
        order_initcalls({"", ".text", ".initcall6.init..net/z.c", ".initcall6.init..mm/a.c",
                         ".initcall6.init", ".initcall6.init..out/of.c", ".initcallearly.init",
                         ".initcall6.init..net/z.c", ".init.text"},
                        {"net/z.o", "mm/a.o"});
    CHECK(order.lines == "  .initcall6.init 0 : {\n"
                         "    KEEP(*(.initcall6.init..net/z.c))\n"
                         "    KEEP(*(.initcall6.init..mm/a.c))\n"
                         "    KEEP(*(.initcall6.init..out/of.c))\n"
                         "    KEEP(*(.initcall6.init))\n"
                         "  }\n"
                         "  .initcallearly.init 0 : {\n"
                         "    KEEP(*(.initcallearly.init))\n"
                         "  }\n");
    CHECK(order.strays == std::vector<std::string>{"out/of.c"});
}

TEST_CASE("names that a linker script would misread are quoted") {
    const InitcallOrder order = order_initcalls({".initcall1.init..a/b,c.c"}, {"a/b,c.o"});
    CHECK(order.lines.find("KEEP(*(\".initcall1.init..a/b,c.c\"))") != std::string::npos);
    CHECK(order.strays.empty());
}

TEST_CASE("sections of initcalls are known by their names") {
    CHECK(is_initcall_section(".initcall0s.init"));
    CHECK(is_initcall_section(".con_initcall.init..drivers/tty/x.c"));
    CHECK_FALSE(is_initcall_section(".init.setup"));
    CHECK_FALSE(is_initcall_section(".initcall.text"));
}
