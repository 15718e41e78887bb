// SPDX-License-Identifier: Apache-2.0
#include "inspect/make_dependencies.hpp"

#include <catch2/catch.hpp>

using klp::read_make_dependencies;
using Files = std::vector<std::string_view>;

TEST_CASE("what a compiler writes for make") {
    CHECK(read_make_dependencies("a.o: src/a.c \\\n ../x.h /usr/include/y.h\r\n") ==
          Files{"src/a.c", "../x.h", "/usr/include/y.h"});
    CHECK(read_make_dependencies("").empty());
}

TEST_CASE("what kbuild keeps beside an object: the command and its wildcards are no files") {
    CHECK(read_make_dependencies("cmd_mm/a.o := gcc -include ./no.h -o mm/a.o /src/mm/a.c\n\n"
                                 "source_mm/a.o := /src/mm/a.c\n\n"
                                 "deps_mm/a.o := \\\n"
                                 "    $(wildcard include/config/A.h) \\\n"
                                 "  /src/include/linux/kconfig.h \\\n"
                                 "  include/generated/b.h \\\n\n"
                                 "mm/a.o: $(deps_mm/a.o)\n") ==
          Files{"/src/mm/a.c", "/src/include/linux/kconfig.h", "include/generated/b.h"});
}
