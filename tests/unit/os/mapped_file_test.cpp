// SPDX-License-Identifier: Apache-2.0
#include "os/mapped_file.hpp"

#include "support/error_of.hpp"
#include "support/fresh_folder.hpp"

#include <catch2/catch.hpp>

#include <fstream>

using namespace klp;

TEST_CASE("a mapped file shows its bytes, also after it was moved") {
    const TemporaryFolder folder = fresh_folder();
    const std::string text("one\0two\n", 8);
    std::ofstream(folder.path() / "file") << text;
    auto first = MappedFile::open(folder.path() / "file");
    REQUIRE(first);
    const MappedFile second(std::move(*first));
    CHECK(second.bytes() == text);
}

TEST_CASE("an empty file is mapped as nothing") {
    const TemporaryFolder folder = fresh_folder();
    std::ofstream(folder.path() / "empty").flush();
    const auto file = MappedFile::open(folder.path() / "empty");
    REQUIRE(file);
    CHECK(file->bytes().empty());
}

TEST_CASE("what cannot be mapped is named with the reason") {
    const TemporaryFolder folder = fresh_folder();
    CHECK(error_of(MappedFile::open(folder.path() / "none")).message ==
          "cannot read " + (folder.path() / "none").string() + ": No such file or directory");
    CHECK(error_of(MappedFile::open(folder.path())).message ==
          "cannot read " + folder.path().string() + ": Is a directory");
    CHECK(error_of(MappedFile::open("/dev/null")).message ==
          "cannot read /dev/null: Invalid argument");
}
