// SPDX-License-Identifier: Apache-2.0
//
// klpbench-kld as kbuild starts it, on a kernel of three units.
#include "kbuild/collection_report.hpp"
#include "kbuild/relocatable.hpp"
#include "model/kbuild_settings.hpp"
#include "unit/kbuild/assembled.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace klp;

namespace {

const std::vector<std::string> objects_link = {"-m",        "elf_x86_64",        "-r",
                                               "-o",        "vmlinux.o",         "--whole-archive",
                                               "vmlinux.a", "--no-whole-archive"};

// An object tree with an archive of the sources, which the compiler makes with `flags`.
class ObjectTree {
public:
    ObjectTree(const std::vector<std::pair<std::string, std::string>>& units,
               const std::vector<std::string>& flags) {
        std::vector<std::string> ar = {"gcc-ar", "rcsT", "vmlinux.a"};
        for (const auto& [name, source] : units) {
            write_to(path() / name, source);
            const std::string object = name.substr(0, name.size() - 1) + "o";
            std::vector<std::string> gcc = {
                "gcc", "-O2", "-fno-asynchronous-unwind-tables", "-c", name, "-o", object};
            gcc.insert(gcc.end(), flags.begin(), flags.end());
            must_run(path(), gcc);
            ar.push_back(object);
        }
        must_run(path(), ar);
        write_to(path() / codegen_flags_file, "-O2\n-DX\n");
        write_to(path() / "vmlinux.lds", "ENTRY(start)");
        settings.compiler = "gcc";
        settings.linker = find_program("ld").value();
        settings.log = path() / "log";
        settings.collection.script = "vmlinux.lds";
        settings.collection.weak_tables = {{"table", 16, 0}};
    }

    [[nodiscard]] std::filesystem::path path() const { return m_folder.path(); }

    ProcessResult link(std::vector<std::string> arguments) {
        arguments.insert(arguments.begin(), KLPBENCH_BUILD_DIR "/klpbench-kld");
        ProcessRequest request;
        request.argv = std::move(arguments);
        request.directory = path();
        request.limit_s = 60;
        request.environment = {
            {kbuild_settings_variable,
             write_to(path() / "settings", kbuild_settings_text(settings)).string()}};
        return real_runner().run(request);
    }

    [[nodiscard]] std::string text_of(const std::string& file) const {
        return read_file(path() / file).value();
    }

    KbuildSettings settings;

private:
    TemporaryFolder m_folder = fresh_folder();
};

// `used` is called; `unused` is only in a table whose entries describe code.
const std::vector<std::pair<std::string, std::string>> two_units = {
    {"init/start.c", "int used(int); int start(int x) { return used(x); }"},
    {"lib/code.c", "int used(int x) { return x + 1; } int unused(int x) { return x * 3; }\n"
                   "static void *pairs[][2] __attribute__((used, section(\"table\"))) ="
                   " {{unused, unused}, {used, used}};"}};

// The first words of the initcalls' sections that `object` has, in its order.
std::string initcalls_of(const std::string& bytes) {
    const RelocatableObject object = read_relocatable(bytes).value();
    const auto section =
        std::ranges::find(object.sections, ".initcall6.init", &ObjectSection::name);
    REQUIRE(section != object.sections.end());
    return bytes.substr(section->offset, section->bytes);
}

} // namespace

TEST_CASE("what nothing refers to is collected, and reported") {
    ObjectTree tree(two_units, {"-ffunction-sections", "-fdata-sections"});
    tree.settings.section_gc = true;
    const ProcessResult result = tree.link(objects_link);
    INFO(result.error_output);
    REQUIRE(result.ok());

    const std::string report = tree.text_of(collection_report_file);
    CHECK(report.starts_with("functions 1\nbytes "));
    CHECK(report.ends_with(" .text.unused\n"));
    CHECK(std::ranges::count(report, '\n') == 3);

    const std::string bytes = tree.text_of("vmlinux.o");
    const RelocatableObject object = read_relocatable(bytes).value();
    const auto defines = [&](std::string_view name) {
        return std::ranges::find(object.symbols, name, &ObjectSymbol::name) != object.symbols.end();
    };
    CHECK(defines("used"));
    CHECK_FALSE(defines("unused"));
    const auto table = std::ranges::find(object.sections, "table", &ObjectSection::name);
    REQUIRE(table != object.sections.end());
    CHECK(table->bytes == 16);

    const std::string log = tree.text_of("log");
    CHECK(std::ranges::count(log, '\n') == 2);
    CHECK(log.starts_with("link\tvmlinux.o\t"));
}

TEST_CASE("by LTO, initcalls stay in the order of the archive") {
    const auto unit = [](const std::string& name, char word) {
        return std::pair<std::string, std::string>(
            name, "const char call_" + std::string(1, word) +
                      "[] __attribute__((used, section(\".initcall6.init.." + name + "\"))) = {'" +
                      word + "'};");
    };
    ObjectTree tree({unit("z/last.c", '1'), unit("a/first.c", '2'), unit("m/mid.c", '3')},
                    {"-flto"});
    tree.settings.lto = true;
    tree.settings.clone_dumps = true;
    // A library's members are named from its own folder.
    const auto [in_library, source] = unit("lib/b.c", '4');
    write_to(tree.path() / in_library, source);
    must_run(tree.path(), {"gcc", "-flto", "-c", in_library, "-o", "lib/b.o"});
    must_run(tree.path(), {"gcc-ar", "rcsT", "lib/lib.a", "lib/b.o"});
    std::vector<std::string> link = objects_link;
    link.insert(link.end() - 1, "lib/lib.a");
    const ProcessResult result = tree.link(link);
    INFO(result.error_output);
    REQUIRE(result.ok());
    CHECK(result.error_output.empty());
    CHECK(initcalls_of(tree.text_of("vmlinux.o")) == "1234");
    CHECK(std::filesystem::exists(tree.path() / ".klpbench.lto.o.wpa.000i.ipa-clones"));
}

TEST_CASE("without LTO and collection the link is the linker's own") {
    ObjectTree tree(two_units, {});
    REQUIRE(tree.link(objects_link).ok());
    const std::string ours = tree.text_of("vmlinux.o");
    std::vector<std::string> ld = objects_link;
    ld.insert(ld.begin(), "ld");
    must_run(tree.path(), ld);
    CHECK(ours == tree.text_of("vmlinux.o"));
    CHECK(tree.text_of("log").starts_with("link\tvmlinux.o\t"));
}

TEST_CASE("a final link that lacks a symbol says what to look at") {
    ObjectTree tree({{"init/start.c", "void start(void) {}\nasm(\".text\\nf: call gone\");"}}, {});
    REQUIRE(tree.link(objects_link).ok());
    const ProcessResult result =
        tree.link({"-e", "start", "-o", "vmlinux", "--whole-archive", "vmlinux.a"});
    CHECK(result.status == 1);
    CHECK(result.error_output.find("undefined reference to `gone'") != std::string::npos);
    CHECK(result.error_output.find("\nklpbench-kld: undefined gone is referred to by ") !=
          std::string::npos);
    CHECK(
        result.error_output.ends_with("klpbench-kld: the link of vmlinux exited with status 1\n"));
}

TEST_CASE("a table that this kernel has otherwise is an error that names it") {
    ObjectTree tree(two_units, {"-ffunction-sections"});
    tree.settings.section_gc = true;
    tree.settings.collection.weak_tables = {{"table", 12, 0}};
    const ProcessResult result = tree.link(objects_link);
    CHECK(result.status == 1);
    CHECK(result.error_output ==
          "klpbench-kld: table: 32 bytes are no multiple of the 12 of an entry "
          "(a weak_table of the workload is not as this kernel has it)\n");
}

TEST_CASE("other links become the linker, and a wrong setting is told") {
    ObjectTree tree(two_units, {});
    CHECK(tree.link({"-r", "-o", "x.o", "init/start.o"}).ok());
    CHECK(std::filesystem::exists(tree.path() / "x.o"));
    CHECK_FALSE(std::filesystem::exists(tree.path() / "log"));
    tree.settings.linker.clear();
    CHECK(tree.link({"--version"}).error_output ==
          "klpbench-kld: " + (tree.path() / "settings").string() + " names no linker\n");
}
