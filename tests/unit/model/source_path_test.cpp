// SPDX-License-Identifier: Apache-2.0
#include "model/source_path.hpp"

#include <catch2/catch.hpp>

using namespace klp;

TEST_CASE("a source file has one spelling, seen from the folder of its compiler") {
    CHECK(source_path("/b/objects", "mm/slab.c") == "/b/objects/mm/slab.c");
    CHECK(source_path("/b/objects", "./include/../x.h") == "/b/objects/x.h");
    CHECK(source_path("/b/objects", "../linux//mm/slab.c") == "/b/linux/mm/slab.c");
    CHECK(source_path("/b/objects", "/linux/mm/../fs/x.c") == "/linux/fs/x.c");
    CHECK(source_path("", "./a.c") == "a.c");
    CHECK(source_path("/b", "") == "");
}
