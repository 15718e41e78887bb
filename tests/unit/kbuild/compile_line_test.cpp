// SPDX-License-Identifier: Apache-2.0
#include "kbuild/compile_line.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace klp;

namespace {

using Arguments = std::vector<std::string>;

KbuildSettings lto_settings() {
    KbuildSettings settings;
    settings.source = "/src";
    settings.shim = "/w/shim.h";
    settings.plugin = "/p/klp_plugin.so";
    settings.lto = true;
    settings.clone_dumps = true;
    settings.compile = {"-O2", "-flto", "-fno-ipa-cp", "-ffunction-sections"};
    settings.keep_out = {"mm/percpu.c"};
    settings.after_link = {"init/version-timestamp.c"};
    settings.apart = {"arch/x86/entry/vdso/vdso32/"};
    return settings;
}

Arguments line_of(const std::string& source) {
    return {"-Wp,-MMD,x.d", "-O2", "-flto", "-include", "/w/shim.h",
            "-O3",          "-c",  "-o",    "x.o",      source};
}

} // namespace

TEST_CASE("a unit of vmlinux gets the axes' flags where KCFLAGS stand, and then the common ones") {
    const CompileLine line = compile_line(line_of("/src/mm/slab.c"), lto_settings());
    CHECK(line.kind == UnitKind::builtin);
    CHECK(line.unit == "mm/slab.c");
    CHECK(line.lto);
    CHECK(line.argv == Arguments{"-Wp,-MMD,x.d", "-O2", "-O2", "-flto", "-fno-ipa-cp",
                                 "-ffunction-sections", "-include", "/w/shim.h", "-O3", "-c", "-o",
                                 "x.o", "-fplugin=/p/klp_plugin.so",
                                 "-fplugin-arg-klp_plugin-no-reorder",
                                 "-fplugin-arg-klp_plugin-initcall-unit=mm/slab.c",
                                 "-frandom-seed=mm/slab.c", "-fdump-ipa-clones", "/src/mm/slab.c"});
}

TEST_CASE("where LTO must not be, it is not, and everything else stays") {
    const auto lto_flags = [](const std::string& source, const Arguments& arguments) {
        Arguments given = arguments;
        given.back() = source;
        const CompileLine line = compile_line(given, lto_settings());
        CHECK(line.kind == UnitKind::builtin);
        CHECK(std::count(line.argv.begin(), line.argv.end(), "-fno-ipa-cp") == 1);
        return line.lto || std::count(line.argv.begin(), line.argv.end(), "-flto") > 0;
    };
    CHECK(lto_flags("/src/mm/slab.c", line_of("")));
    CHECK_FALSE(lto_flags("/src/mm/percpu.c", line_of("")));
    CHECK_FALSE(lto_flags("/src/init/version-timestamp.c", line_of("")));
    Arguments unmarked = line_of(""); // a Makefile took the marker off
    std::erase(unmarked, "-flto");
    CHECK_FALSE(lto_flags("/src/mm/slab.c", unmarked));
}

TEST_CASE("a unit that is linked after vmlinux.o has no sections of its own") {
    const CompileLine line = compile_line(line_of("/src/init/version-timestamp.c"), lto_settings());
    CHECK(std::count(line.argv.begin(), line.argv.end(), "-ffunction-sections") == 0);
}

TEST_CASE("a unit of a module has the level's flags, and neither LTO nor sections nor our own") {
    Arguments arguments = line_of("/src/fs/fat/dir.c");
    arguments.insert(arguments.begin(), "-DMODULE");
    const CompileLine line = compile_line(arguments, lto_settings());
    CHECK(line.kind == UnitKind::module);
    CHECK(line.argv == Arguments{"-DMODULE", "-Wp,-MMD,x.d", "-O2", "-O2", "-fno-ipa-cp",
                                 "-include", "/w/shim.h", "-O3", "-c", "-o", "x.o",
                                 "/src/fs/fat/dir.c"});
}

TEST_CASE("what is no unit of the kernel is passed on, without the marker") {
    const KbuildSettings settings = lto_settings();
    const Arguments probe{"-Wall", "-flto", "-c", "-x", "c", "/dev/null"};
    CHECK(compile_line(probe, settings).kind == UnitKind::none);
    CHECK(compile_line(probe, settings).argv == Arguments{"-Wall", "-c", "-x", "c", "/dev/null"});
    Arguments to_assembly = line_of("/src/arch/x86/kernel/asm-offsets.c");
    std::replace(to_assembly.begin(), to_assembly.end(), std::string("-c"), std::string("-S"));
    CHECK(compile_line(to_assembly, settings).kind == UnitKind::none);
    CHECK(compile_line({"--version"}, settings).argv == Arguments{"--version"});
    CHECK(compile_line({}, settings).kind == UnitKind::none);
}

TEST_CASE("assembly and what lies apart get no flags of the axes") {
    const KbuildSettings settings = lto_settings();
    const CompileLine assembly = compile_line(line_of("/src/arch/x86/lib/memcpy.S"), settings);
    CHECK(assembly.kind == UnitKind::assembly);
    const CompileLine apart =
        compile_line(line_of("/src/arch/x86/entry/vdso/vdso32/note.c"), settings);
    CHECK(apart.kind == UnitKind::apart);
    for (const CompileLine& line : {assembly, apart}) {
        CHECK(line.argv.size() == line_of("").size() - 1);
        CHECK(std::count(line.argv.begin(), line.argv.end(), "-fno-ipa-cp") == 0);
    }
}

TEST_CASE("a generated unit is named as in the object tree") {
    CHECK(compile_line(line_of(".vmlinux.export.c"), lto_settings()).unit == ".vmlinux.export.c");
    CHECK(compile_line(line_of("/srcs/a.c"), lto_settings()).unit == "/srcs/a.c");
}
