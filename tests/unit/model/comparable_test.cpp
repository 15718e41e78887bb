// SPDX-License-Identifier: Apache-2.0
#include "model/comparable.hpp"

#include <catch2/catch.hpp>

using namespace klp;

namespace {

CellResult cell_with(const std::string& configuration, const std::string& initcalls) {
    CellResult cell;
    cell.configuration = Configuration::parse(configuration).value();
    cell.facts[initcalls_fact] = initcalls;
    return cell;
}

} // namespace

TEST_CASE("the first initcall that differs is named with the axes that differ") {
    const CellResult plain = cell_with("opt=O2,lto=off,section_gc=off", "a\nb\nc\n");
    const CellResult lto = cell_with("opt=O2,lto=full,section_gc=off", "a\nc\nb\n");
    CHECK(initcall_difference(plain, lto) ==
          "initcall order differs: lto=off runs b where lto=full runs c");
    CHECK(initcall_difference(lto, plain) ==
          "initcall order differs: lto=full runs c where lto=off runs b");
    CHECK(initcall_difference(plain, plain).empty());
    CHECK(initcall_difference(plain, cell_with("opt=O2,lto=off,section_gc=off", "a\n")) ==
          "initcall order differs: A runs b where B runs nothing more");
}

TEST_CASE("orders that are the same or not known do not differ") {
    const CellResult plain = cell_with("lto=off", "a\nb\n");
    CellResult other = cell_with("lto=full", "a\nb"); // no newline at its end
    CHECK(initcall_difference(plain, other).empty());
    other.facts.clear();
    CHECK(initcall_difference(plain, other).empty());
    CHECK(initcall_difference(other, plain).empty());
}

TEST_CASE("only what a kernel does when it runs depends on its initcalls") {
    CHECK(depends_on_initcalls("runtime.kbench.fork.instructions"));
    CHECK(depends_on_initcalls("boot.instructions"));
    CHECK_FALSE(depends_on_initcalls("size.text"));
    CHECK_FALSE(depends_on_initcalls("compile.cpu_s"));
}
