// SPDX-License-Identifier: Apache-2.0
#include "config/load_workload.hpp"
#include "small_setup.hpp"

#include <catch2/catch.hpp>

using namespace klp;

namespace {

std::string hash_of(const SmallSetup& setup, const std::string& name) {
    const auto workload = load_workload(setup.folders.workloads / "suites" / name);
    REQUIRE(workload);
    REQUIRE(workload->content_hash.size() == 64);
    return workload->content_hash;
}

} // namespace

TEST_CASE("every key of a workload is read") {
    const SmallSetup setup;
    setup.folder.write("workloads/suites/aead/inc/a.h", "");
    setup.folder.write("workloads/suites/aead/workload.toml", R"(
name = "aead"
kind = "suite"
description = "Crypto"
sources = ["a.c"]
include = [".", "inc"]
compile = ["-std=gnu11"]
link = ["-no-pie"]
driver = "driver.cpp"
[limits]
self_test = 2.5
)");
    const auto workload = load_workload(setup.folders.workloads / "suites/aead/");
    REQUIRE(workload);
    CHECK(workload->name == "aead");
    CHECK(workload->kind == "suite");
    CHECK(workload->description == "Crypto");
    CHECK(workload->folder == setup.folders.workloads / "suites/aead");
    CHECK(workload->sources == std::vector<std::string>{"a.c"});
    CHECK(workload->include == std::vector<std::string>{".", "inc"});
    CHECK(workload->compile == std::vector<std::string>{"-std=gnu11"});
    CHECK(workload->link == std::vector<std::string>{"-no-pie"});
    CHECK(workload->driver == "driver.cpp");
    CHECK(workload->limits.self_test == 2.5);
    CHECK(workload->limits.compile == 60);
}

TEST_CASE("the content hash changes with every file of the suite and of the shared driver") {
    const SmallSetup setup;
    setup.folder.write("workloads/suites/support/main.cpp", "one");
    setup.folder.write("workloads/suites/aead/a.h", "");
    const std::string before = hash_of(setup, "aead");
    CHECK(hash_of(setup, "aead") == before);

    SECTION("contents") {
        setup.folder.write("workloads/suites/aead/a.c", "int b;\n");
    }
    SECTION("a header") {
        setup.folder.write("workloads/suites/aead/deep/a.h", "");
    }
    SECTION("the name of a file") {
        std::filesystem::rename(setup.folder.path() / "workloads/suites/aead/a.h",
                                setup.folder.path() / "workloads/suites/aead/b.h");
    }
    SECTION("the shared driver") {
        setup.folder.write("workloads/suites/support/main.cpp", "two");
    }
    SECTION("bytes moved from one file to the next") {
        setup.folder.write("workloads/suites/aead/a.c", "int a;\nint");
        setup.folder.write("workloads/suites/aead/driver.cpp", " main() {}\n");
    }
    CHECK(hash_of(setup, "aead") != before);
}

TEST_CASE("the content hash is the same wherever the folder is") {
    const SmallSetup one;
    const SmallSetup two;
    two.folder.write("workloads/suites/lz77/a.c", "not hashed for aead");
    CHECK(hash_of(one, "aead") == hash_of(two, "aead"));
}

TEST_CASE("a folder without workload.toml is an error") {
    const SmallSetup setup;
    const auto workload = load_workload(setup.folders.workloads / "suites/none");
    REQUIRE_FALSE(workload);
    CHECK(setup.line_of(workload.error()) ==
          "workloads/suites/none/workload.toml: cannot read the file");
}
