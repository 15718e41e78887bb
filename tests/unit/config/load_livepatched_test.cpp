// SPDX-License-Identifier: Apache-2.0
#include "config/load_livepatched.hpp"
#include "scratch_folder.hpp"
#include "support/error_of.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <set>
#include <string>

using namespace klp;

namespace {

const char* const good = R"([[function]]
function = "unix_gc"
file = "net/unix/garbage.c"
cve = "CVE-2024-26923"
source = "https://example.org/a"
patched = "no race against connect"
[[function]]
function = "unix_gc"
file = "net/unix/other.c"
source = "https://example.org/b"
patched = "x"
)";

std::filesystem::path repository() {
    return std::filesystem::path(KLPBENCH_TESTS_DIR).parent_path();
}

struct Mistake {
    std::string right;
    std::string wrong;
    std::string line; ///< the error, after the name of the file
};

} // namespace

TEST_CASE("a list of live-patched functions is read as it stands") {
    const ScratchFolder folder;
    const auto functions = load_livepatched(folder.write("list.toml", good)).value();
    REQUIRE(functions.size() == 2);
    CHECK(functions[0].function == "unix_gc");
    CHECK(functions[0].file == "net/unix/garbage.c");
    CHECK(functions[0].cve == "CVE-2024-26923");
    CHECK(functions[0].source == "https://example.org/a");
    CHECK(functions[0].patched == "no race against connect");
    CHECK(functions[1].file == "net/unix/other.c");
    CHECK(functions[1].cve.empty());
}

TEST_CASE("a mistake in a list of live-patched functions is one line with its place") {
    const auto mistake = GENERATE(
        Mistake{"cve =", "cvs =", "4:1: unknown key \"cvs\"; did you mean \"cve\"?"},
        Mistake{"function = \"unix_gc\"\nfile", "file", "1:1: missing key \"function\""},
        Mistake{"\"unix_gc\"", "\"unix gc\"", "2:12: \"unix gc\" is no name of a C function"},
        Mistake{"\"unix_gc\"", "\"7z\"", "2:12: \"7z\" is no name of a C function"},
        Mistake{"net/unix/g", "/net/g",
                "3:8: \"/net/garbage.c\" is no path of a source file in the kernel's tree, such as "
                "\"mm/mmap.c\""},
        Mistake{"net/unix/g", "../g",
                "3:8: \"../garbage.c\" is no path of a source file in the kernel's tree, such as "
                "\"mm/mmap.c\""},
        Mistake{"CVE-2024-26923", "CVE-24-26923",
                "4:7: \"CVE-24-26923\" is no CVE number, such as \"CVE-2022-0492\""},
        Mistake{"CVE-2024-26923", "CVE-2024-123",
                "4:7: \"CVE-2024-123\" is no CVE number, such as \"CVE-2022-0492\""},
        Mistake{"https://example.org/a", "ftp://example.org/a",
                "5:10: \"ftp://example.org/a\" is no URL that begins with https://"},
        Mistake{"\"no race against connect\"", "\"\"", "6:11: \"patched\" is empty"},
        Mistake{"other.c", "garbage.c", "7:1: unix_gc of net/unix/garbage.c is given twice"});
    std::string text = good;
    const std::size_t at = text.find(mistake.right);
    REQUIRE(at != std::string::npos);
    const ScratchFolder folder;
    const auto file =
        folder.write("list.toml", text.replace(at, mistake.right.size(), mistake.wrong));
    const Error error = error_of(load_livepatched(file));
    CHECK(error.kind == ErrorKind::usage);
    CHECK(to_string(error) == file.string() + ":" + mistake.line);
}

TEST_CASE("a list of live-patched functions that is missing or empty is an error") {
    const ScratchFolder folder;
    CHECK(error_of(load_livepatched(folder.path() / "none.toml")).kind == ErrorKind::usage);
    CHECK(error_of(load_livepatched(folder.write("empty.toml", ""))).message ==
          "missing key \"function\"");
}

TEST_CASE("the shipped list of live-patched functions spreads over the kernel") {
    const auto functions =
        load_livepatched(repository() / "workloads/kernels/linux" / livepatched_file);
    INFO((functions ? std::string() : to_string(functions.error())));
    REQUIRE(functions);
    CHECK(functions->size() >= 40);
    std::set<std::string> areas;
    for (const LivepatchedFunction& one : *functions) {
        areas.insert(one.file.substr(0, one.file.find('/')));
    }
    for (const char* area : {"arch", "drivers", "fs", "kernel", "mm", "net"}) {
        CAPTURE(area);
        CHECK(areas.contains(area));
    }
}
