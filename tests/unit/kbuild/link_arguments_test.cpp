// SPDX-License-Identifier: Apache-2.0
#include "kbuild/link_arguments.hpp"

#include <catch2/catch.hpp>

using namespace klp;

namespace {

const Arguments objects_link = {"-m",
                                "elf_x86_64",
                                "-z",
                                "noexecstack",
                                "--no-warn-rwx-segments",
                                "-r",
                                "-o",
                                "vmlinux.o",
                                "--whole-archive",
                                "vmlinux.a",
                                "--no-whole-archive",
                                "--start-group",
                                "lib/lib.a",
                                "--end-group"};

} // namespace

TEST_CASE("the link of vmlinux.o is known and taken apart") {
    const LinkRequest link = read_link(objects_link);
    CHECK(link.kind == LinkKind::objects);
    CHECK(link.output == "vmlinux.o");
    CHECK(link.flags ==
          Arguments{"-m", "elf_x86_64", "-z", "noexecstack", "--no-warn-rwx-segments"});
    CHECK(link.inputs == Arguments{"--whole-archive", "vmlinux.a", "--no-whole-archive",
                                   "--start-group", "lib/lib.a", "--end-group"});
}

TEST_CASE("a final link is known, whether it names the archive or the object") {
    CHECK(read_link({"--script=x.lds", "-o", "vmlinux", "vmlinux.a"}).kind == LinkKind::image);
    CHECK(read_link({"-o", ".tmp_vmlinux.kallsyms1", "vmlinux.o", "k.o"}).kind == LinkKind::image);
}

TEST_CASE("any other link is left alone") {
    CHECK(read_link({"-r", "-o", "fs/ext4/ext4.o", "fs/ext4/a.o"}).kind == LinkKind::other);
    CHECK(read_link({"-o", "vdso64.so", "-T", "vmlinux.a", "a.o"}).kind == LinkKind::other);
    CHECK(read_link({"-r", "-o", "x.ko", "x.o", "vmlinux.o"}).kind == LinkKind::other);
    CHECK(read_link({"--version"}).kind == LinkKind::other);
}

TEST_CASE("a final link takes vmlinux.o for the archive and the libraries") {
    CHECK(image_arguments({"-o", "vmlinux", "--whole-archive", "vmlinux.a", "init/v.o",
                           "--no-whole-archive", "--start-group", "lib/lib.a", "--end-group",
                           "kallsyms.o"}) == Arguments{"-o", "vmlinux", "--whole-archive",
                                                       "vmlinux.o", "init/v.o",
                                                       "--no-whole-archive", "kallsyms.o"});
    const Arguments of_object = {"-o", "vmlinux", "vmlinux.o", "--start-group", "--end-group"};
    CHECK(image_arguments(of_object) == of_object);
}

TEST_CASE("of a unit's flags those stay that say how code is generated") {
    CHECK(codegen_flags("-nostdinc\n-DX\n-O2\n-pg\n-mfentry\n-fno-PIE\n-Wall\n-std=gnu11\n"
                        "-flto\n-flto=4\n-fplugin=/p.so\n-fplugin-arg-p-x\n-frandom-seed=a\n"
                        "-fmacro-prefix-map=/s/=\n-fdump-ipa-clones\n-fno-ipa-cp\n") ==
          Arguments{"-O2", "-pg", "-mfentry", "-fno-PIE", "-fno-ipa-cp"});
    CHECK(codegen_flags(std::string_view("-O2\0-mcmodel=kernel\0", 20)) ==
          Arguments{"-O2", "-mcmodel=kernel"});
    CHECK(codegen_flags("").empty());
}

TEST_CASE("the LTO link is a compiler's, with what the linker was asked for") {
    KbuildSettings settings;
    settings.compiler = "gcc-12";
    settings.lto_jobs = 2;
    settings.link = {"-fno-ipa-sra"};
    CHECK(lto_link(read_link(objects_link), settings, {"-O2", "-pg"}, "out.o") ==
          Arguments{"gcc-12",
                    "-w",
                    "-O2",
                    "-pg",
                    "-fno-ipa-sra",
                    "-r",
                    "-nostdlib",
                    "-flto=2",
                    "-flinker-output=nolto-rel",
                    "-frandom-seed=vmlinux",
                    "-Xlinker",
                    "-z",
                    "-Xlinker",
                    "noexecstack",
                    "-Xlinker",
                    "--no-warn-rwx-segments",
                    "-o",
                    "out.o",
                    "-Xlinker",
                    "--whole-archive",
                    "vmlinux.a",
                    "-Xlinker",
                    "--no-whole-archive",
                    "-Xlinker",
                    "--start-group",
                    "lib/lib.a",
                    "-Xlinker",
                    "--end-group"});

    settings.section_gc = true;
    settings.clone_dumps = true;
    settings.link_shims = "/shims";
    const LinkRequest arm =
        read_link({"-EL", "-maarch64elf", "-r", "-o", "vmlinux.o", "vmlinux.a"});
    CHECK(lto_link(arm, settings, {}, "out.o") ==
          Arguments{"gcc-12", "-w", "-fno-ipa-sra", "-ffunction-sections", "-fdata-sections", "-r",
                    "-nostdlib", "-flto=2", "-flinker-output=nolto-rel", "-frandom-seed=vmlinux",
                    "-fdump-ipa-clones", "--param=lto-max-streaming-parallelism=1", "-B", "/shims",
                    "-o", "out.o", "vmlinux.a"});
}
