// SPDX-License-Identifier: Apache-2.0
//
// What is long in full is said once: contrasts, groups of cells, evidence under its contrast.
#include "report/comparison_notes.hpp"
#include "report/contrast_words.hpp"
#include "report/finding_lines.hpp"
#include "report/findings.hpp"
#include "report_fixture.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

namespace klp::report_test {

TEST_CASE("a contrast names what both sides share once", "[report]") {
    CHECK(contrast_words("compiler=gcc-12,lto=full,live_patching=inline-clone vs "
                         "compiler=gcc-12,lto=full,live_patching=off") ==
          "live_patching=inline-clone vs off, at compiler=gcc-12,lto=full");
    CHECK(contrast_words("lto=full vs lto=off") == "lto=full vs off");
    CHECK(contrast_words("opt=O2,lto=full,section_gc=off vs opt=O2,lto=off,section_gc=on") ==
          "lto=full,section_gc=off vs lto=off,section_gc=on, at opt=O2");
}

TEST_CASE("a difference of differences names its contrast once", "[report]") {
    CHECK(contrast_words("(c=12,lto=full,lp=on vs c=12,lto=full,lp=off) minus "
                         "(c=12,lp=on vs c=12,lp=off)") ==
          "lp=on vs off, with lto=full minus without, at c=12");
    CHECK(contrast_words("(lto=full,lp=on vs lto=full,lp=off) minus "
                         "(lto=thin,lp=on vs lto=thin,lp=off)") ==
          "lp=on vs off, with lto=full minus with lto=thin");
}

TEST_CASE("a contrast of another form stays as it is", "[report]") {
    for (const std::string text :
         {"", "gcc-12: -flto -flive-patching", "lto=full", "a=1 vs ", "lto=full vs b",
          "(a=1 vs a=2) minus (a=1 vs a=3)", "(a=1 vs a=2) minus (a=1 vs a=2", "a=1 vs b=2,a=1"}) {
        CHECK(contrast_words(text) == text);
    }
}

TEST_CASE("cells that are every combination of some values are one line", "[report]") {
    std::vector<CellGroup> groups;
    const std::vector<std::string> all{"a", "b", "c", "d"};
    for (const std::string lto : {"off", "full"}) {
        for (const std::string level : {"off", "on"}) {
            for (const std::string& workload : all) {
                add_to_group(groups, {}, fmt::format("opt=O2,lto={},lp={}", lto, level), workload);
            }
        }
    }
    CellGroup group = groups.at(0);
    using Lines = std::vector<std::string>;
    CHECK(cells_in_words(group, all) ==
          Lines{"opt=O2,lto={off,full},lp={off,on}: all 4 workloads"});
    group.cells.pop_back();
    CHECK(cells_in_words(group, all) == Lines{"opt=O2,lto=off,lp=off: all 4 workloads",
                                              "opt=O2,lto=off,lp=on: all 4 workloads",
                                              "opt=O2,lto=full,lp=off: all 4 workloads"});
    group.cells[1].second = {"a", "d"};
    CHECK(cells_in_words(group, all) ==
          Lines{"opt=O2,lto={off,full},lp=off: all 4 workloads", "opt=O2,lto=off,lp=on: a, d"});
    CHECK(cells_in_words({"", "", "", {{hostile, {"a"}}}}, {"a"}) == Lines{hostile + ": a"});
}

TEST_CASE("what comparisons have in common is said once", "[report]") {
    const auto row = [](const std::string& metric, int n, const std::string& note) {
        Comparison comparison;
        comparison.metric = metric;
        comparison.n = n;
        comparison.note = note;
        comparison.judgement.finding = n == 0 ? Finding::not_measured : Finding::negligible;
        return comparison;
    };
    const Comparison x = row("lto.x", 0, "lto=off,lp=on: no lto.x: built without LTO");
    const Comparison y = row("lto.y", 0,
                             "lto=off,lp=on: no lto.y: built without LTO; lto=off,lp=off: no "
                             "lto.y: built without LTO");
    const Comparison overall = row("lto.o", 0,
                                   "without aead: built without LTO; without slab: "
                                   "built without LTO");
    const Comparison mixed = row("m", 0, "without aead: built without LTO; without slab: timeout");
    const Comparison unknown = row("z", 0, "");
    const Comparison a = row("a", 1, "equivalent");
    const Comparison b = row("b", 1, "equivalent");
    const Comparison c = row("c", 1, "");
    CHECK(comparison_notes({&x, &a, &y, &overall, &mixed, &unknown, &b}, 2) ==
          "  not measured: lto.x, lto.y, lto.o (built without LTO)\n"
          "  not measured: m (without aead: built without LTO; without slab: timeout)\n"
          "  not measured: z\n"
          "  all: equivalent\n");
    CHECK(comparison_notes({&a, &b, &c}, 0) == "a, b: equivalent\n");
    CHECK(comparison_notes({&a}, 0) == "a: equivalent\n");
    CHECK(comparison_notes({&c}, 0).empty());
}

TEST_CASE("evidence stands under its contrast, and what costs is red", "[report]") {
    Evidence size;
    size.workload = "overall";
    size.metric = "size.text";
    size.contrast = "lto=full vs lto=off";
    size.judgement = Judgement{};
    size.judgement->is_primary = true;
    size.judgement->finding = Finding::costs;
    size.judgement->line = "COSTS +10%";
    Evidence time = size;
    time.metric = "runtime";
    time.judgement->finding = Finding::saves;
    time.judgement->line = "SAVES \u22121%";
    Evidence other = size;
    other.contrast = "lp=on vs lp=off";
    Evidence secondary = size;
    secondary.judgement->is_primary = false;
    CHECK(primary_evidence_text({size, other, secondary, time}, 2, Paint(false)) ==
          "  lto=full vs off\n"
          "    size.text  COSTS +10%\n"
          "    runtime    SAVES \u22121%\n"
          "  lp=on vs off\n"
          "    size.text  COSTS +10%\n");
    CHECK(primary_evidence_text({size, time}, 0, Paint(true)) ==
          "lto=full vs off\n"
          "  size.text  \x1b[31mCOSTS\x1b[0m +10%\n"
          "  runtime    \x1b[32mSAVES\x1b[0m \u22121%\n");
}

} // namespace klp::report_test
