// SPDX-License-Identifier: Apache-2.0
#include "impact/clone_census.hpp"

#include <catch2/catch.hpp>

#include <set>
#include <string>
#include <vector>

using klp::CloneCensus;
using klp::CloneRecord;
using klp::count_clones;
using klp::DumpStage;
using klp::unexplained_clone_symbols;
using Names = std::vector<std::string>;

namespace {

const std::set<std::string, std::less<>> sources{"a.c", "b.c"};

CloneRecord inlined(DumpStage stage, std::string_view from_file, std::string_view into_file) {
    return {stage, "f", from_file, "g", into_file, "inlining to"};
}

CloneRecord clone(std::string_view name, std::string_view reason,
                  DumpStage stage = DumpStage::compile) {
    return {stage, "f", "a.c", name, "a.c", reason};
}

} // namespace

TEST_CASE("copies and clones of the compile and WPA stages are counted, LTRANS's are not") {
    std::vector<CloneRecord> records;
    for (const DumpStage stage : {DumpStage::compile, DumpStage::wpa, DumpStage::ltrans}) {
        records.push_back(inlined(stage, "a.c", "a.c"));
        for (const char* reason : {"constprop", "isra", "part", "(null)", "simdclone"}) {
            records.push_back(clone("f.x.0", reason, stage));
        }
    }
    records.push_back(clone("f.isra.1", "isra", DumpStage::wpa));
    const CloneCensus census = count_clones(records, sources);
    CHECK(census.inline_copies == 2);
    CHECK(census.constprop == 2);
    CHECK(census.isra == 3);
    CHECK(census.part == 2);
    CHECK(count_clones({}, sources).inline_copies == 0);
}

TEST_CASE("a copy crosses units at WPA, from one unit's file into another file") {
    const auto crossing = [](DumpStage stage, std::string_view from, std::string_view into) {
        return count_clones({inlined(stage, from, into)}, sources).inline_copies_cross_unit;
    };
    CHECK(crossing(DumpStage::wpa, "a.c", "b.c") == 1);
    CHECK(crossing(DumpStage::wpa, "a.c", "h.h") == 1);
    CHECK(crossing(DumpStage::wpa, "a.c", "a.c") == 0);
    CHECK(crossing(DumpStage::wpa, "h.h", "a.c") == 0);   // a header's function is in every unit
    CHECK(crossing(DumpStage::wpa, "./a.c", "b.c") == 0); // not as the dumps name the unit
    CHECK(crossing(DumpStage::compile, "a.c", "b.c") == 0);
    CHECK(crossing(DumpStage::ltrans, "a.c", "b.c") == 0);
}

TEST_CASE("a clone across files is no inline copy") {
    const CloneCensus census =
        count_clones({{DumpStage::wpa, "f", "a.c", "f.constprop.0", "b.c", "constprop"}}, sources);
    CHECK(census.inline_copies == 0);
    CHECK(census.inline_copies_cross_unit == 0);
    CHECK(census.constprop == 1);
}

TEST_CASE("a symbol with a clone suffix that no record made is unexplained") {
    const std::vector<CloneRecord> records{clone("f.constprop.0", "constprop"),
                                           clone("f.isra.0", "isra"), clone("f.part.0", "part")};
    CHECK(unexplained_clone_symbols(records, {"f.constprop.0", "f.isra.0", "f.part.0", "f", "main"})
              .empty());
    CHECK(unexplained_clone_symbols(records, {"f.constprop.1", "g.isra.0", "main"}) ==
          Names{"f.constprop.1", "g.isra.0"});
    CHECK(unexplained_clone_symbols({}, {"f.part.0"}) == Names{"f.part.0"});
    CHECK(unexplained_clone_symbols({}, {"f.cold", "f.lto_priv.0", "f.simdclone.0", "f.constprop"})
              .empty());
}

TEST_CASE("names that LTO and cold splitting changed are explained by what they were") {
    const std::vector<CloneRecord> records{
        clone("f.constprop.0", "constprop"), clone("f.constprop.0.isra.0", "isra"),
        clone("h.lto_priv.2.part.0", "part"), clone("k.isra.0", "(null)", DumpStage::ltrans)};
    CHECK(unexplained_clone_symbols(records,
                                    {"f.constprop.0.lto_priv.0", "f.constprop.0.cold",
                                     "f.constprop.0.lto_priv.12.cold", "f.constprop.0.isra.0",
                                     "f.lto_priv.3.constprop.0.lto_priv.1.isra.0.cold", "h.part.0",
                                     "h.lto_priv.7.part.0", "k.isra.0"})
              .empty());
    CHECK(
        unexplained_clone_symbols(records, {"f.isra.0.constprop.0", "f.constprop.0.isra.1.cold"}) ==
        Names{"f.isra.0.constprop.0", "f.constprop.0.isra.1.cold"});
}

TEST_CASE("an inline copy explains no symbol") {
    CHECK(
        unexplained_clone_symbols({{DumpStage::wpa, "g", "a.c", "f.isra.0", "a.c", "inlining to"}},
                                  {"f.isra.0"}) == Names{"f.isra.0"});
}
