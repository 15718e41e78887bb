// SPDX-License-Identifier: Apache-2.0
#include "support/error_of.hpp"
#include "unit/measure/measure_setting.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <filesystem>

using namespace klp;

namespace {

constexpr const char* compile_dump = "Callgraph clone;sq;0;h.h;1;19;main;2;a.c;4;5;inlining to\n"
                                     "Callgraph removal;sq;0;h.h;1;19\n";
constexpr const char* wpa_dump =
    "Callgraph clone;part;1;a.c;3;38;part.constprop.0;6;a.c;3;38;constprop\n"
    "Callgraph clone;leaf;5;b.c;2;5;main;2;a.c;4;5;inlining to\n";
constexpr const char* ltrans_dump =
    "Callgraph clone;part;1;a.c;3;38;part.constprop.0;7;a.c;3;38;(null)\n"
    "Callgraph clone;leaf;5;b.c;2;5;main;2;a.c;4;5;inlining to\n";

/// A build under LTO with its four dumps. The image is this test program: it has symbols.
struct DumpSetting : MeasureSetting {
    DumpSetting() : MeasureSetting({"clones.*"}) {
        artifacts.image = std::filesystem::canonical("/proc/self/exe");
        write("a.c.c.000i.ipa-clones", compile_dump);
        write("b.c.c.000i.ipa-clones", "");
        write("tree.wpa.000i.ipa-clones", wpa_dump);
        write("tree.ltrans0.ltrans.000i.ipa-clones", ltrans_dump);
        write("a.c.o", "not a dump");
    }
    void write(const std::string& name, const std::string& text) {
        write_to(folder.path() / name, text);
    }
};

} // namespace

TEST_CASE("clones: the stages of all dumps joined, nothing counted twice") {
    DumpSetting setting;
    REQUIRE(setting.measure());
    CHECK(setting.value("clones.inline_copies") == 2);
    CHECK(setting.value("clones.physical_copies") == 2); // both in main, which the image has
    CHECK(setting.value("clones.inline_copies_cross_unit") == 1);
    CHECK(setting.value("clones.constprop") == 1);
    CHECK(setting.value("clones.isra") == 0);
    CHECK(setting.value("clones.part") == 0);
    CHECK(setting.value("clones.unexplained_symbols") >= 0);
}

TEST_CASE("clones: a build without dumps is skipped, not zero") {
    MeasureSetting setting({"clones.*"});
    REQUIRE(setting.measure());
    CHECK(setting.visit.samples.size() == 8);
    for (const Sample& sample : setting.visit.samples) {
        CHECK(sample.skipped == "the compiler wrote no -fdump-ipa-clones dump");
    }
}

TEST_CASE("clones: from a malformed dump nothing is counted, and its line is named") {
    DumpSetting setting;
    setting.write("tree.wpa.000i.ipa-clones", std::string(wpa_dump) + "garbage\n");
    REQUIRE(setting.measure());
    CHECK(setting.visit.samples.size() == 8);
    for (const Sample& sample : setting.visit.samples) {
        CHECK(sample.skipped == "tree.wpa.000i.ipa-clones:3: neither a `Callgraph clone` nor a "
                                "`Callgraph removal` line");
    }
}

TEST_CASE("clones: a suite whose name sounds like a stage does not change the stage") {
    DumpSetting setting;
    // At WPA the second line would cross units; at LTRANS neither would count.
    setting.write("my.wpa.c.c.000i.ipa-clones", ltrans_dump);
    setting.write("my.ltrans.c.c.000i.ipa-clones", compile_dump);
    REQUIRE(setting.measure());
    CHECK(setting.value("clones.inline_copies") == 4);
    CHECK(setting.value("clones.inline_copies_cross_unit") == 1);
}

TEST_CASE("clones: a folder that is gone is an error") {
    DumpSetting setting;
    setting.artifacts.folder = "/no/such/folder";
    CHECK_FALSE(setting.measure());
}

TEST_CASE("clones: what no dump explains is counted, and listed") {
    DumpSetting setting;
    setting.write("tree.wpa.000i.ipa-clones", "");
    setting.write("tree.ltrans0.ltrans.000i.ipa-clones", "");
    REQUIRE(setting.measure());
    const double count = setting.value("clones.unexplained_symbols"); // of this test program
    const auto fact = std::find_if(setting.visit.facts.begin(), setting.visit.facts.end(),
                                   [](const Fact& of) { return of.name == "unexplained_symbols"; });
    CHECK((fact != setting.visit.facts.end()) == (count > 0));
    if (fact != setting.visit.facts.end()) {
        CHECK(std::count(fact->value.begin(), fact->value.end(), '\n') + 1 ==
              static_cast<std::ptrdiff_t>(std::min(count, 1000.0)));
    }
}
