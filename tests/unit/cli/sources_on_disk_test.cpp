// SPDX-License-Identifier: Apache-2.0
#include "cli/sources_on_disk.hpp"

#include "support/fresh_folder.hpp"

#include <catch2/catch.hpp>

using klp::SourcesOnDisk;
using klp::write_to;
using Names = std::vector<std::string>;

namespace {

// A tree with two architectures, and a folder of objects with a generated header.
void write_tree(const std::filesystem::path& folder) {
    write_to(folder / "src/mm/a.c", "#include <asm/io.h>\n#include \"a.h\"\n#include <gen/g.h>\n");
    write_to(folder / "src/mm/a.h", "#define A 1\n");
    write_to(folder / "src/lib/a.h", "#define A 2\n");
    write_to(folder / "src/fs/b.c", "int b;\n");
    write_to(folder / "src/arch/x86/include/asm/io.h", "#include <asm/page.h>\n");
    write_to(folder / "src/arch/x86/include/asm/page.h", "");
    write_to(folder / "src/arch/arm/include/asm/io.h", "");
    write_to(folder / "src/arch/arm/include/asm/page.h", "");
    write_to(folder / "objects/include/gen/g.h", "#define G 1\n");
}

} // namespace

TEST_CASE("headers are found from the files that have functions, those of this build first") {
    const auto folder = klp::fresh_folder();
    write_tree(folder.path());
    const std::string src = (folder.path() / "src").string();
    SourcesOnDisk sources(
        {src + "/mm/a.c", src + "/fs/../fs/b.c", src + "/arch/x86/include/asm/io.h", "<built-in>"},
        {folder.path() / "objects"});
    CHECK(sources.files() == Names{src + "/arch/x86/include/asm/io.h",
                                   src + "/arch/x86/include/asm/page.h", src + "/fs/b.c",
                                   src + "/mm/a.c", src + "/mm/a.h", "<built-in>",
                                   "include/gen/g.h"});
    const auto generated = sources.open("include/gen/g.h");
    REQUIRE(generated);
    CHECK(generated->text == "#define G 1\n");
    CHECK(generated->scan->macros.size() == 1);
    CHECK_FALSE(sources.open("<built-in>"));
    CHECK_FALSE(sources.open(src + "/mm"));
}

TEST_CASE("what was written for make about the build's units goes before what #include says") {
    const auto folder = klp::fresh_folder();
    write_tree(folder.path());
    const std::string src = (folder.path() / "src").string();
    write_to(folder.path() / "objects/mm/.a.o.cmd",
             "cmd_mm/a.o := gcc -c " + src + "/mm/a.c\n\nsource_mm/a.o := " + src +
                 "/mm/a.c\n\ndeps_mm/a.o := \\\n  " + src + "/lib/a.h \\\n  include/gen/g.h \\\n");
    write_to(folder.path() / "objects/scripts/.host.o.cmd",
             "source_host := scripts/host.c\n\ndeps_host := \\\n  /usr/include/stdio.h\n");
    SourcesOnDisk sources({src + "/mm/a.c", src + "/fs/b.c"}, {folder.path() / "objects"});
    CHECK(sources.files() ==
          Names{src + "/fs/b.c", src + "/lib/a.h", src + "/mm/a.c", "include/gen/g.h"});
}
