// SPDX-License-Identifier: Apache-2.0
#include "inspect/kernel_console.hpp"
#include "inspect/symbol_at.hpp"

#include <catch2/catch.hpp>

using namespace klp;
using namespace std::string_literals;

namespace {

const std::string good_console = "kbench: boot 407\r\n\r\nkbench: ran getppid\r\n\r\n"
                                 "kbench| {\r\nkbench| }\r\n\r\n"
                                 "kbench: results 4 SUM\r\n\r\nkbench: end\r\n"
                                 "[    0.611412] reboot: Restarting system\r\n";

std::string with_sum(std::string text, const std::string& sum) {
    return text.replace(text.find("SUM"), 3, sum);
}

const std::string right_sum = "96930a5a9fc1ada7"; // FNV-1a, 64 bits, of "{\n}\n"

} // namespace

TEST_CASE("marks and results of a whole console") {
    const KernelConsole console = read_kernel_console(with_sum(good_console, right_sum));
    CHECK(console.boot == 407U);
    CHECK(console.last_benchmark == "getppid");
    CHECK(console.results == "{\n}\n");
    CHECK_FALSE(console.damaged);
    CHECK(console.ended);
    CHECK(console.trouble.empty());
    CHECK(console.last_line == "reboot: Restarting system");
}

TEST_CASE("kernel messages between lines do no harm, inside a line they are found out") {
    std::string text = with_sum(good_console, right_sum);
    const std::size_t second = text.find("kbench| }");
    std::string between = text;
    between.insert(second, "[    0.5] random: \x01\xff\x7f\r\n");
    CHECK(read_kernel_console(between).results == "{\n}\n");
    CHECK_FALSE(read_kernel_console(between).damaged);

    std::string inside = text;
    inside.insert(second + 8, "[    0.5] random");
    CHECK(read_kernel_console(inside).damaged);
    CHECK(read_kernel_console(inside).results.empty());
    CHECK(read_kernel_console(with_sum(good_console, "0")).damaged);
}

TEST_CASE("a panic, the function it is in and the initcall before it") {
    const KernelConsole console = read_kernel_console(
        "[    0.100000][    T1] calling  early_init+0x0/0x10 @ 1\n"
        "[    0.200000] calling  genl_init+0x0/0x40 @ 1\n"
        "[    0.300000] BUG: kernel NULL pointer dereference, address: 0000000000000008\n"
        "[    0.300001] RIP: 0033:0x7f12\n"
        "[    0.300001] RIP: 0010:netlink_kernel_create+0x5f/0x1f0\n"
        "[    0.300002] RIP: 0010:later+0x1/0x2\n"
        "[    0.400000] Kernel panic - not syncing: Attempted to kill init!\n");
    CHECK_FALSE(console.boot);
    CHECK(console.last_initcall == "genl_init+0x0/0x40");
    CHECK(console.trouble == "BUG: kernel NULL pointer dereference, address: 0000000000000008");
    CHECK(console.where == "netlink_kernel_create+0x5f/0x1f0");
}

TEST_CASE("what kbench and init could not do") {
    CHECK(read_kernel_console("\nkbench: boot 5\n\nkbench: no-exec 2\n").failed ==
          "init cannot execute kbench: error 2");
    CHECK(read_kernel_console("kbench: failed no benchmark was run\n").failed ==
          "no benchmark was run");
    CHECK_FALSE(read_kernel_console("kbench: boot 5x\n").boot);
    CHECK_FALSE(read_kernel_console("kbench: boot 99999999999999999999999\n").boot);
}

TEST_CASE("a tail is printable, whatever came") {
    CHECK(printable_tail("a\r\nb\tc\n\x01\n", 2) == "b\tc\n\\x01\n");
    CHECK(printable_tail("a\nb", 1) == "b\n");
    CHECK(printable_tail("a\nb\n", 5) == "a\nb\n");
    CHECK(printable_tail("x" + std::string(1024, '\xff') + "y", 1) == "x[1024 bytes]y\n");
    CHECK(printable_tail(std::string(500, 'a'), 1) == std::string(400, 'a') + " …\n");
    CHECK(printable_tail("", 3).empty());
}

TEST_CASE("the function that an address is in") {
    const std::string map = "0000000000000000 A percpu\n"
                            "ffffffff81000000 T _text\n"
                            "ffffffff81000100 t genl_init\n"
                            "ffffffff81000180 d some_data\n"
                            "nonsense\n"
                            "ffffffff81000200 T last\n";
    CHECK(symbol_at(map, 0xffffffff81000100) == "genl_init");
    CHECK(symbol_at(map, 0xffffffff810001ff) == "genl_init");
    CHECK(symbol_at(map, 0xffffffff81000200) == "last");
    CHECK(symbol_at(map, 0x1000).empty());
}
