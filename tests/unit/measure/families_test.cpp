// SPDX-License-Identifier: Apache-2.0
//
// What is read from the files that a build leaves.
#include "unit/measure/measure_setting.hpp"

#include "support/error_of.hpp"
#include "unit/os/real_process.hpp"

#include <catch2/catch.hpp>

using namespace klp;

namespace {

// An executable made of `source` by the compiler at hand.
void compile_to(const std::filesystem::path& image, const std::string& source,
                const std::string& option) {
    const TemporaryFolder folder = fresh_folder();
    ProcessRequest request;
    request.argv = {"gcc", "-O2",         option, write_to(folder.path() / "a.c", source).string(),
                    "-o",  image.string()};
    auto runner = real_runner();
    REQUIRE(runner.run(request).ok());
}

} // namespace

TEST_CASE("processes: LTO's phases are compilation, and are taken off the link") {
    MeasureSetting setting({"compile.*", "lto.*", "link.*"});
    write_to(setting.artifacts.record_log, "compile\ta.c\t1000000000\t600000\t100000\t50000\t0\n"
                                           "compile\tb.c\t500000000\t300000\t100000\t70000\t0\n"
                                           "wpa\t\t250000000\t200000\t20000\t90000\t0\n"
                                           "ltrans\t\t200000000\t150000\t10000\t60000\t0\n"
                                           "ltrans\t\t100000000\t70000\t10000\t60000\t0\n"
                                           "ltrans-as\t\t50000000\t30000\t10000\t10000\t0\n"
                                           "link\t\t900000000\t600000\t100000\t95000\t0\n");
    REQUIRE(setting.measure());
    CHECK(setting.value("compile.wall_s") == Approx(2.1));
    CHECK(setting.value("compile.cpu_s") == Approx(1.6));
    CHECK(setting.value("compile.peak_rss_bytes") == 90000 * 1024);
    CHECK(setting.value("lto.wpa_cpu_s") == Approx(0.22));
    CHECK(setting.value("lto.ltrans_cpu_s") == Approx(0.28));
    CHECK(setting.value("link.cpu_s") == Approx(0.2));
    CHECK(setting.visit.processes.size() == 7);
    CHECK(setting.runner.requests.size() == 1); // the self-test alone: nothing else is run
}

TEST_CASE("processes: without LTO its metrics are skipped, not zero") {
    MeasureSetting setting({"compile.*", "lto.*", "link.*"});
    write_to(setting.artifacts.record_log, "compile\ta.c\t1000\t600000\t0\t50000\t0\n"
                                           "link\t\t1000\t400000\t0\t90000\t0\n");
    REQUIRE(setting.measure());
    CHECK(setting.value("compile.cpu_s") == Approx(0.6));
    CHECK(setting.value("compile.peak_rss_bytes") == 50000 * 1024); // ld is no compiler
    CHECK(setting.value("link.cpu_s") == Approx(0.4));
    CHECK(setting.sample("lto.wpa_cpu_s")->skipped == "built without LTO");
    CHECK(setting.sample("lto.ltrans_cpu_s")->skipped == "built without LTO");
}

TEST_CASE("processes: LTO in one piece has no analysis of its own") {
    MeasureSetting setting({"lto.*"});
    write_to(setting.artifacts.record_log, "ltrans\t\t1000\t600000\t0\t50000\t0\n"
                                           "link\t\t1000\t700000\t0\t90000\t0\n");
    REQUIRE(setting.measure());
    CHECK(setting.value("lto.ltrans_cpu_s") == Approx(0.6));
    CHECK(setting.sample("lto.wpa_cpu_s")->skipped == "linked without whole-program analysis");
}

TEST_CASE("a log that is gone or damaged is an error with its name") {
    MeasureSetting setting({"link.*"});
    const std::string log = setting.artifacts.record_log.string();
    CHECK(error_of(setting.measure()).message ==
          "cannot read " + log + ": No such file or directory");
    write_to(log, "half a li");
    CHECK(to_string(error_of(setting.measure())) == log + ": line 1 is not a process record");
}

TEST_CASE("image: sizes, functions, sections and symbols of the executable") {
    MeasureSetting setting({"size.*", "symbols.*"});
    compile_to(setting.artifacts.image,
               "char big[5000]; int main(void) { return big[0]; }\n"
               "__attribute__((noinline)) int f(void) { return big[1]; }\n",
               "-O2");
    REQUIRE(setting.measure());
    CHECK(setting.value("size.text") > 0);
    CHECK(setting.value("size.bss") >= 5000);
    CHECK(setting.value("size.bss") < 6000);
    CHECK(setting.value("size.file") ==
          static_cast<double>(std::filesystem::file_size(setting.artifacts.image)));
    CHECK(setting.value("symbols.functions") >= 2);
    std::int64_t text = 0;
    for (const SectionSize& section : setting.visit.sections) {
        text += section.section == ".text" ? section.bytes : 0;
        CHECK(section.section != ".comment");
    }
    CHECK(text > 0);
    int big = 0;
    for (const SymbolSize& symbol : setting.visit.symbols) {
        big += symbol.symbol == "big" && symbol.kind == "object" && symbol.bytes == 5000 ? 1 : 0;
    }
    CHECK(big == 1);
}

TEST_CASE("an image without symbols has sizes; what needs symbols is skipped, not zero") {
    MeasureSetting setting({"size.*", "symbols.*", "clones.*"});
    compile_to(setting.artifacts.image, "int main(void) { return 0; }\n", "-s");
    write_to(setting.folder.path() / "a.c.000i.ipa-clones", "");
    REQUIRE(setting.measure());
    CHECK(setting.value("size.text") > 0);
    const char* reason = "the image has no symbol table";
    CHECK(setting.sample("symbols.functions")->skipped == reason);
    CHECK(setting.sample("clones.unexplained_symbols")->skipped == reason);
    CHECK(setting.value("clones.isra") == 0);
}

TEST_CASE("an image that is no ELF file is an error with its name") {
    for (const char* metric : {"size.text", "clones.isra"}) {
        MeasureSetting setting({metric});
        write_to(setting.artifacts.image, "#!/bin/sh\n");
        write_to(setting.folder.path() / "a.c.000i.ipa-clones", "");
        CHECK(to_string(error_of(setting.measure())) ==
              setting.artifacts.image.string() + ": not an ELF file with section headers");
    }
}

TEST_CASE("section GC: read from the map, skipped where it was not asked for") {
    MeasureSetting setting({"gc.*"});
    write_to(setting.artifacts.link_map, "Discarded input sections\n\n .text.f 0x0 0x9 a.o\n");
    REQUIRE(setting.measure());
    CHECK(setting.value("gc.removed_functions") == 1);
    CHECK(setting.value("gc.removed_bytes") == 9);
    setting.artifacts.section_gc = false;
    REQUIRE(setting.measure());
    CHECK(setting.sample("gc.removed_bytes")->skipped == "linked without --gc-sections");
}

TEST_CASE("only the metrics that are asked for are kept") {
    MeasureSetting setting({"gc.removed_bytes"});
    write_to(setting.artifacts.link_map, "");
    REQUIRE(setting.measure());
    REQUIRE(setting.visit.samples.size() == 1);
    CHECK(setting.visit.samples[0].metric == "gc.removed_bytes");
}
