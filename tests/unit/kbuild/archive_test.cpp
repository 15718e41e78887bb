// SPDX-License-Identifier: Apache-2.0
#include "kbuild/archive.hpp"
#include "support/error_of.hpp"
#include "unit/kbuild/assembled.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

using namespace klp;

namespace {

// An archive of a short and a long name, its first member of odd size.
std::string archive_of(const std::string& options) {
    const TemporaryFolder folder = fresh_folder();
    write_to(folder.path() / "z.o", "odd");
    write_to(folder.path() / "lib" / "a-rather-long-name.o", "even");
    must_run(folder.path(), {"ar", options, "x.a", "z.o", "lib/a-rather-long-name.o"});
    return read_file(folder.path() / "x.a").value();
}

std::string header(std::string_view name, int size) {
    return fmt::format("{:<16}{:<12}{:<6}{:<6}{:<8}{:<10}`\n", name, 0, 0, 0, 644, size);
}

} // namespace

TEST_CASE("the members of an archive are listed in its order") {
    CHECK(read_archive_members(archive_of("rc")).value() ==
          std::vector<std::string>{"z.o", "a-rather-long-name.o"});
    CHECK(read_archive_members(archive_of("rcT")).value() ==
          std::vector<std::string>{"z.o", "lib/a-rather-long-name.o"});
    CHECK(read_archive_members("!<arch>\n").value().empty());
}

TEST_CASE("a slash in the last place of a name's field is no part of it") {
    const std::string archive =
        "!<thin>\n" + header("//", 12) + "ab.o/\ncd.o/\n" + header("/6             /", 5);
    CHECK(read_archive_members(archive).value() == std::vector<std::string>{"cd.o"});
}

TEST_CASE("a damaged archive is an error") {
    const std::string archive = archive_of("rc");
    CHECK(error_of(read_archive_members("\x7f"
                                        "ELF"))
              .message == "not an archive");
    CHECK(error_of(read_archive_members(archive.substr(0, 30))).message ==
          "the archive ends in the header of a member");
    CHECK(error_of(read_archive_members(archive.substr(0, archive.size() - 1))).message ==
          "the archive ends in a member");
    CHECK(error_of(read_archive_members("!<arch>\n" + header("a/", -1))).message ==
          "the archive has a damaged header of a member");
    CHECK(error_of(read_archive_members("!<thin>\n" + header("/6", 5))).message ==
          "the archive has a member without a name");
}
