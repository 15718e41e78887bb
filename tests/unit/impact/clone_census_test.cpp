// SPDX-License-Identifier: Apache-2.0
#include "impact/clone_census.hpp"

#include "support/dump_graph.hpp"

#include <catch2/catch.hpp>

#include <set>
#include <string>
#include <vector>

using klp::CloneCensus;
using klp::count_clones;
using klp::DumpStage;
using klp::unexplained_clone_symbols;
using Names = std::vector<std::string>;

namespace {

const std::set<std::string, std::less<>> sources{"a.c", "b.c"};

/// A line of a dump, at its stage.
struct CloneRecord {
    DumpStage stage;
    std::string original;
    std::string original_file;
    std::string clone;
    std::string clone_file;
    std::string reason;
};

CloneRecord inlined(DumpStage stage, std::string from_file, std::string into_file) {
    return {stage, "f", std::move(from_file), "g", std::move(into_file), "inlining to"};
}

CloneRecord clone(std::string name, std::string reason, DumpStage stage = DumpStage::compile) {
    return {stage, "f", "a.c", std::move(name), "a.c", std::move(reason)};
}

// Every line of a stage is in the stage's one dump; the functions' orders are all different.
klp::CloneGraph graph_of(const std::vector<CloneRecord>& records) {
    std::vector<klp::test::WrittenDump> dumps{{DumpStage::compile, "a.c", ""},
                                              {DumpStage::wpa, "prog.wpa", ""},
                                              {DumpStage::ltrans, "prog.ltrans0.ltrans", ""}};
    int order = 0;
    for (const CloneRecord& record : records) {
        dumps.at(static_cast<std::size_t>(record.stage)).text +=
            "Callgraph clone;" + record.original + ";" + std::to_string(order) + ";" +
            record.original_file + ";1;5;" + record.clone + ";" + std::to_string(order + 1) + ";" +
            record.clone_file + ";2;5;" + record.reason + "\n";
        order += 2;
    }
    return *klp::test::join(dumps);
}

CloneCensus census_of(const std::vector<CloneRecord>& records) {
    return count_clones(graph_of(records), sources);
}

Names unexplained(const std::vector<CloneRecord>& records, const Names& names) {
    std::vector<klp::FunctionSymbol> symbols;
    for (const std::string& name : names) {
        symbols.push_back({name, "", symbols.size()});
    }
    return unexplained_clone_symbols(graph_of(records), symbols);
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
    const CloneCensus census = census_of(records);
    CHECK(census.inline_copies == 2);
    CHECK(census.constprop == 2);
    CHECK(census.isra == 3);
    CHECK(census.part == 2);
    CHECK(census_of({}).inline_copies == 0);
}

TEST_CASE("a copy crosses units at WPA, from one unit's file into another file") {
    const auto crossing = [](DumpStage stage, const char* from, const char* into) {
        return census_of({inlined(stage, from, into)}).inline_copies_cross_unit;
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
        census_of({{DumpStage::wpa, "f", "a.c", "f.constprop.0", "b.c", "constprop"}});
    CHECK(census.inline_copies == 0);
    CHECK(census.inline_copies_cross_unit == 0);
    CHECK(census.constprop == 1);
}

TEST_CASE("a symbol with a clone suffix that no record made is unexplained") {
    const std::vector<CloneRecord> records{clone("f.constprop.0", "constprop"),
                                           clone("f.isra.0", "isra"), clone("f.part.0", "part")};
    CHECK(unexplained(records, {"f.constprop.0", "f.isra.0", "f.part.0", "f", "main"}).empty());
    CHECK(unexplained(records, {"f.constprop.1", "g.isra.0", "main"}) ==
          Names{"f.constprop.1", "g.isra.0"});
    CHECK(unexplained({}, {"f.part.0"}) == Names{"f.part.0"});
    CHECK(unexplained({}, {"f.cold", "f.lto_priv.0", "f.simdclone.0", "f.constprop"}).empty());
}

TEST_CASE("names that LTO and cold splitting changed are explained by what they were") {
    const std::vector<CloneRecord> records{
        clone("f.constprop.0", "constprop"), clone("f.constprop.0.isra.0", "isra"),
        clone("h.lto_priv.2.part.0", "part"), clone("k.isra.0", "(null)", DumpStage::ltrans)};
    CHECK(unexplained(records, {"f.constprop.0.lto_priv.0", "f.constprop.0.cold",
                                "f.constprop.0.lto_priv.12.cold", "f.constprop.0.isra.0",
                                "f.lto_priv.3.constprop.0.lto_priv.1.isra.0.cold", "h.part.0",
                                "h.lto_priv.7.part.0", "k.isra.0"})
              .empty());
    CHECK(unexplained(records, {"f.isra.0.constprop.0", "f.constprop.0.isra.1.cold"}) ==
          Names{"f.isra.0.constprop.0", "f.constprop.0.isra.1.cold"});
}

TEST_CASE("an inline copy explains no symbol") {
    CHECK(unexplained({{DumpStage::wpa, "g", "a.c", "f.isra.0", "a.c", "inlining to"}},
                      {"f.isra.0"}) == Names{"f.isra.0"});
}
