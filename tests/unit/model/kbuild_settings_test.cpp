// SPDX-License-Identifier: Apache-2.0
#include "model/kbuild_settings.hpp"
#include "support/error_of.hpp"

#include <catch2/catch.hpp>

using namespace klp;

namespace {

KbuildSettings full_settings() {
    KbuildSettings settings;
    settings.compiler = "gcc-12";
    settings.linker = "/usr/bin/ld";
    settings.source = "/src/a folder";
    settings.shim = "/src/shim.h";
    settings.plugin = "/cache/klp.so";
    settings.log = "/build/record.log";
    settings.link_shims = "/cache/shims";
    settings.lto = true;
    settings.clone_dumps = true;
    settings.lto_jobs = 7;
    settings.compile = {"-fno-ipa-cp", "-fno-ipa-sra"};
    settings.link = {"-fno-ipa-cp"};
    settings.keep_out = {"mm/percpu.c"};
    settings.after_link = {"init/version.c"};
    settings.apart = {"arch/x86/boot/"};
    settings.collection = {"arch/x86/kernel/vmlinux.lds",
                           {"__SCK__*"},
                           {".init.text", ".rodata..*"},
                           {".exitcall"},
                           {{"__bug_table", 12, 0}, {".discard.reachable", 0, 4}}};
    return settings;
}

} // namespace

TEST_CASE("settings that were written are read back") {
    const std::string text = kbuild_settings_text(full_settings());
    CHECK(text.starts_with("compiler\tgcc-12\nlinker\t/usr/bin/ld\nsource\t/src/a folder\n"));
    CHECK(text.find("compile\t-fno-ipa-cp\ncompile\t-fno-ipa-sra\n") != std::string::npos);
    CHECK(text.find("collection.weak_table\t__bug_table 12 0\n") != std::string::npos);

    const KbuildSettings read = parse_kbuild_settings(text).value();
    CHECK(read.lto);
    CHECK_FALSE(read.section_gc);
    CHECK(read.lto_jobs == 7);
    CHECK(read.collection.collect == std::vector<std::string>{".init.text", ".rodata..*"});
    REQUIRE(read.collection.weak_tables.size() == 2);
    CHECK(read.collection.weak_tables[1].section == ".discard.reachable");
    CHECK(read.collection.weak_tables[1].entry_bytes == 0);
    CHECK(read.collection.weak_tables[1].subject == 4);
    CHECK(kbuild_settings_text(read) == text);
}

TEST_CASE("a value may hold a tab, a newline and backslashes") {
    KbuildSettings settings;
    settings.source = "/a\tb\nc\\n\\";
    CHECK(parse_kbuild_settings(kbuild_settings_text(settings)).value().source == settings.source);
}

TEST_CASE("a line of settings that cannot be right is an error with its number") {
    CHECK(error_of(parse_kbuild_settings("lto\t1\nltr\t1\n")).message ==
          "line 2: no setting \"ltr\"");
    CHECK(error_of(parse_kbuild_settings("lto\n")).message == "line 1 is not KEY<TAB>VALUE");
    CHECK(error_of(parse_kbuild_settings("lto\tyes\n")).message ==
          "line 1: \"lto\" cannot be \"yes\"");
    CHECK(error_of(parse_kbuild_settings("lto_jobs\t2x\n")).message ==
          "line 1: \"lto_jobs\" cannot be \"2x\"");
    CHECK(error_of(parse_kbuild_settings("collection.weak_table\t__bug_table 12\n")).message ==
          "line 1: \"collection.weak_table\" cannot be \"__bug_table 12\"");
}
