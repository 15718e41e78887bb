// SPDX-License-Identifier: Apache-2.0
//
// Which files of a build folder are its dumps, and which its image.
#include "measure/build_dumps.hpp"

#include "measure/find_image.hpp"
#include "support/error_of.hpp"
#include "unit/kbuild/assembled.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <set>

using namespace klp;
namespace fs = std::filesystem;
using Catch::Matchers::Contains;
using Catch::Matchers::EndsWith;
using Names = std::vector<std::string>;

namespace {

constexpr const char* inlining = "Callgraph clone;f;1;a.c;1;5;g;2;a.c;2;5;inlining to\n";

std::vector<DumpPlace> dumps_of(const fs::path& folder, const Names& apart = {}) {
    return find_dumps(folder, apart).value();
}

Names names_of(const std::vector<DumpPlace>& dumps) {
    Names names;
    for (const DumpPlace& dump : dumps) {
        const char stage = dump.stage == DumpStage::compile ? 'c'
                           : dump.stage == DumpStage::wpa   ? 'w'
                                                            : 'l';
        names.push_back(std::string(1, stage) + " " + dump.name + (dump.apart ? " apart" : ""));
    }
    return names;
}

std::set<std::string> functions_of(const FoundSymbols& found) {
    std::set<std::string> names;
    for (const FunctionSymbol& symbol : found.symbols) {
        names.insert(symbol.name);
    }
    return names;
}

/// Two units of one program, each with a static `same`.
void write_units(const fs::path& folder) {
    write_to(folder / "a.c", "static __attribute__((noinline)) int same(int x) { return x * 3; }\n"
                             "int a(int x) { return same(x) + 1; }\n");
    write_to(folder / "lib/b.c",
             "static __attribute__((noinline)) int same(int x) { return x / 7; }\n"
             "int a(int);\n"
             "int main(int c, char **v) { (void)v; return a(same(c)); }\n");
}

} // namespace

TEST_CASE("dumps are joined in the order of the build: units, WPA, LTRANS, each by name") {
    const auto folder = fresh_folder();
    for (const std::string name :
         {"prog.ltrans1.ltrans", "prog.ltrans0.ltrans", "prog.wpa", "z.c", "lib/b.c", "lib/b.c.c",
          "a.c", "vdso/v.c", "vdso2/v.c", "boot/head.c"}) {
        write_to(folder.path() / (name + ".000i.ipa-clones"), inlining);
    }
    write_to(folder.path() / "a.c.001t.tu", "another dump");
    write_to(folder.path() / "a.o", "an object");
    CHECK(names_of(dumps_of(folder.path(), {"vdso", "boot/head"})) ==
          Names{"c a.c", "c boot/head.c apart", "c lib/b.c", "c lib/b.c.c", "c vdso/v.c apart",
                "c vdso2/v.c", "c z.c", "w prog.wpa", "l prog.ltrans0.ltrans",
                "l prog.ltrans1.ltrans"});
    CHECK(names_of(dumps_of(folder.path(), {"vdso/"}))[4] == "c vdso/v.c apart");

    const auto empty = fresh_folder();
    CHECK(dumps_of(empty.path()).empty());
    CHECK_THAT(error_of(find_dumps(folder.path() / "nowhere")).message,
               Contains("cannot read") && Contains("nowhere"));
}

TEST_CASE(
    "dumps are read into one graph, what is malformed is told, and texts are kept when asked") {
    const auto folder = fresh_folder();
    const std::string broken = std::string(inlining) + "nonsense\nmore nonsense\n";
    write_to(folder.path() / "a.c.000i.ipa-clones", inlining);
    write_to(folder.path() / "lib/b.c.000i.ipa-clones", broken);
    const auto places = dumps_of(folder.path(), {"lib"});
    const ReadDumps read = read_dumps(places, true).value();
    CHECK(read.bytes == static_cast<std::int64_t>(std::string(inlining).size() + broken.size()));
    CHECK(read.malformed_lines == 2);
    REQUIRE(read.malformed.size() == 1);
    CHECK_THAT(read.malformed[0], Catch::Matchers::StartsWith("lib/b.c.000i.ipa-clones:2: "));
    CHECK(read.graph.nodes.size() == 4);
    CHECK(std::count_if(read.graph.nodes.begin(), read.graph.nodes.end(),
                        [](const GraphNode& node) { return node.apart; }) == 2);
    REQUIRE(read.texts.size() == 2);
    CHECK(read.texts[1].name == "lib/b.c");
    CHECK(read.texts[1].text == broken);
    CHECK(read.texts[1].apart);

    // Stored, they tell the same.
    const ReadDumps again = read_dumps(read.texts).value();
    CHECK(again.graph.nodes == read.graph.nodes);
    CHECK(again.malformed == read.malformed);
    CHECK(read_dumps(places, false).value().texts.empty());

    fs::remove(folder.path() / "a.c.000i.ipa-clones");
    CHECK_FALSE(read_dumps(places, false));
}

TEST_CASE("without LTO, symbols are those of the objects beside the dumps, however named") {
    const auto folder = fresh_folder();
    write_units(folder.path());
    must_run(folder.path(), {"gcc", "-O2", "-fdump-ipa-clones", "-c", "a.c"});
    must_run(folder.path() / "lib",
             {"gcc", "-O2", "-fdump-ipa-clones", "-c", "b.c", "-o", "b.c.o"});
    const auto places = dumps_of(folder.path());
    REQUIRE(places.size() == 2);
    const FoundSymbols found = find_symbols(folder.path(), places, "").value();
    CHECK(found.image.empty());
    CHECK(functions_of(found) == std::set<std::string>{"a", "main", "same"});
    REQUIRE(found.symbols.size() == 4);
    // Both `same` are there: a symbol and its body are those of their unit.
    std::set<std::string> units;
    std::set<std::uint64_t> bodies;
    for (const FunctionSymbol& symbol : found.symbols) {
        bodies.insert(symbol.body);
        if (symbol.name == "same") {
            units.insert(symbol.file);
        }
    }
    CHECK(units == std::set<std::string>{places[0].name, places[1].name});
    CHECK(bodies.size() == 4);

    fs::remove(folder.path() / "a.o");
    CHECK(functions_of(find_symbols(folder.path(), places, "").value()) ==
          std::set<std::string>{"main", "same"});
}

TEST_CASE("with LTO, symbols are those of what the link wrote beside its WPA dump") {
    const auto folder = fresh_folder();
    write_units(folder.path());
    must_run(folder.path(),
             {"gcc", "-O2", "-flto", "-fdump-ipa-clones", "a.c", "lib/b.c", "-o", "prog"});
    const auto places = dumps_of(folder.path());
    const FoundSymbols found = find_symbols(folder.path(), places, "").value();
    CHECK(found.image == (folder.path() / "prog").string());
    CHECK(functions_of(found).contains("main"));
    fs::remove(folder.path() / "prog");
    CHECK(find_symbols(folder.path(), places, "").value().symbols.empty());
}

TEST_CASE("a kernel's image is in the folder of its dumps or one below") {
    const auto folder = fresh_folder();
    write_units(folder.path());
    must_run(folder.path(), {"gcc", "-O2", "-fdump-ipa-clones", "-c", "a.c"});
    must_run(folder.path(), {"gcc", "-O2", "a.c", "lib/b.c", "-o", "lib/vmlinux"});
    const auto places = dumps_of(folder.path());
    const FoundSymbols below = find_symbols(folder.path(), places, "").value();
    CHECK(below.image == (folder.path() / "lib/vmlinux").string());
    CHECK(functions_of(below).contains("main"));
    fs::copy(folder.path() / "lib/vmlinux", folder.path() / "vmlinux.o");
    CHECK(find_symbols(folder.path(), places, "").value().image ==
          (folder.path() / "vmlinux.o").string());
    fs::create_directories(folder.path() / "deep/er");
    fs::remove(folder.path() / "vmlinux.o");
    fs::rename(folder.path() / "lib/vmlinux", folder.path() / "deep/er/vmlinux");
    CHECK(find_symbols(folder.path(), places, "").value().image.empty());
}

TEST_CASE("an image that is named goes before all others, and must have symbols") {
    const auto folder = fresh_folder();
    write_units(folder.path());
    must_run(folder.path(), {"gcc", "-O2", "-fdump-ipa-clones", "-c", "a.c"});
    must_run(folder.path(), {"gcc", "-O2", "a.c", "lib/b.c", "-o", "vmlinux"});
    const auto places = dumps_of(folder.path());
    const std::string object = (folder.path() / "a.o").string();
    const FoundSymbols found = find_symbols(folder.path(), places, object).value();
    CHECK(found.image == object);
    CHECK(functions_of(found) == std::set<std::string>{"a", "same"});

    must_run(folder.path(), {"strip", "-o", "bare", "vmlinux"});
    const Error bare =
        error_of(find_symbols(folder.path(), places, (folder.path() / "bare").string()));
    CHECK(bare.kind == ErrorKind::usage);
    CHECK_THAT(bare.message, EndsWith("bare: no function in its symbol table (stripped?): name the "
                                      "linked image with --image"));
    const Error text =
        error_of(find_symbols(folder.path(), places, (folder.path() / "a.c").string()));
    CHECK(text.kind == ErrorKind::usage);
    CHECK_THAT(text.file, EndsWith("/a.c"));
    const Error none =
        error_of(find_symbols(folder.path(), places, (folder.path() / "none").string()));
    CHECK(none.kind == ErrorKind::usage);
}
