// SPDX-License-Identifier: Apache-2.0
#include "model/command.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

TEST_CASE("a compile is the compiler, the workload's flags, the axes' flags, then the unit") {
    klp::BuildFlags flags;
    flags.compiler = "/usr/bin/gcc-12";
    flags.compile = {"-O2", "-flto"};
    flags.link = {"-flto=1"};
    klp::Workload workload;
    workload.compile = {"-std=gnu11"};
    workload.include = {"include", "a b"};

    CHECK(compile_command(flags, workload, "src/tree.c", "/work/src_tree.c.o") ==
          std::vector<std::string>{"/usr/bin/gcc-12", "-std=gnu11", "-O2", "-flto", "-Iinclude",
                                   "-Ia b", "-frandom-seed=src/tree.c", "-c", "src/tree.c", "-o",
                                   "/work/src_tree.c.o"});
}

TEST_CASE("what is made from a unit has a name without folders") {
    CHECK(klp::flat_name("tree.c") == "tree.c");
    CHECK(klp::flat_name("lib/sub/a.c") == "lib%2Fsub%2Fa.c");
}

TEST_CASE("two units never share a name") {
    CHECK(klp::flat_name("lib/a.c") != klp::flat_name("lib_a.c"));
    CHECK(klp::flat_name("a_/b.c") != klp::flat_name("a/_b.c"));
}
