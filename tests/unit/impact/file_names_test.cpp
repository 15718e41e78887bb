// SPDX-License-Identifier: Apache-2.0
#include "impact/file_names.hpp"

#include <catch2/catch.hpp>

using klp::ends_in_path;
using klp::files_named;
using klp::plain_path;
using Names = std::vector<std::string>;

TEST_CASE("a plain path has no dots but what leads out of where it begins") {
    CHECK(plain_path("./include/linux/list.h") == "include/linux/list.h");
    CHECK(plain_path("/a/kernel/../include/./asm//x.h") == "/a/include/asm/x.h");
    CHECK(plain_path("../../mm/x.c") == "../../mm/x.c");
    CHECK(plain_path("a/../../x.c") == "../x.c");
    CHECK(plain_path("/../x.c") == "/x.c");
    CHECK(plain_path("").empty());
}

TEST_CASE("a path ends in whole components") {
    CHECK(ends_in_path("/src/mm/shmem.c", "mm/shmem.c"));
    CHECK(ends_in_path("mm/shmem.c", "mm/shmem.c"));
    CHECK_FALSE(ends_in_path("/src/comm/shmem.c", "mm/shmem.c"));
    CHECK_FALSE(ends_in_path("shmem.c", "mm/shmem.c"));
}

TEST_CASE("a diff's name is found however the compiler was given the file") {
    CHECK(files_named({"/src/mm/shmem.c", "/src/mm/slab.c"}, "mm/shmem.c") ==
          Names{"/src/mm/shmem.c"});
    CHECK(files_named({"../mm/shmem.c"}, "mm/shmem.c") == Names{"../mm/shmem.c"});
    CHECK(files_named({"./include/linux/list.h"}, "include/linux/list.h") ==
          Names{"./include/linux/list.h"});
    CHECK(files_named({"/src/mm/shmem.c"}, "linux-6.1/mm/shmem.c") == Names{"/src/mm/shmem.c"});
    CHECK(files_named({"shmem.c"}, "mm/shmem.c") == Names{"shmem.c"});
    CHECK(files_named({"/src/mm/shmem.c"}, "fs/shmem.c").empty());
    CHECK(files_named({"/src/mm/shmem.c"}, "shmem.h").empty());
}

TEST_CASE("the very path is meant before all that end in it") {
    CHECK(files_named({"arch/x86/kernel/signal.c", "kernel/signal.c"}, "kernel/signal.c") ==
          Names{"kernel/signal.c"});
    CHECK(files_named({"/s/arch/x86/kernel/signal.c", "/s/kernel/signal.c"}, "kernel/signal.c") ==
          Names{"/s/arch/x86/kernel/signal.c", "/s/kernel/signal.c"});
}
