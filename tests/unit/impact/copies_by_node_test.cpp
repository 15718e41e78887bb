// SPDX-License-Identifier: Apache-2.0
#include "impact/copies_by_node.hpp"

#include "impact/describe_impact.hpp"
#include "impact/survivors.hpp"
#include "support/two_files.hpp"

#include <catch2/catch.hpp>

#include <map>

using namespace klp;
using namespace klp::test;

namespace {

using Copies = std::map<std::string, std::int64_t>; // "unit:name"; without those that have none

Copies copies_of(CloneGraph& graph, const std::vector<FunctionSymbol>& symbols) {
    mark_survivors(graph, symbols);
    const std::vector<std::int64_t> by_node = copies_by_node(graph);
    Copies copies;
    for (std::uint32_t node = 0; node < by_node.size(); ++node) {
        if (by_node[node] > 0) {
            copies[std::string(graph.texts.text(graph.nodes[node].unit)) + ":" +
                   std::string(graph.name(node))] += by_node[node];
        }
    }
    return copies;
}

} // namespace

TEST_CASE("copies carried along through the stages of a link are counted where they stand") {
    auto graph = *join(two_files_under_lto());
    // `shared` is out of line, in big, and in main three times, twice of them by the two copies of
    // one.c's helper; `mix` is in each of these, and in big by two.c's helper as well.
    CHECK(copies_of(graph, {{"main", "", 1}, {"shared", "", 2}, {"big", "", 3}}) ==
          Copies{{"one.c:twice", 2},
                 {"one.c:quad", 1},
                 {"one.c:entry", 1},
                 {"one.c:use1", 1},
                 {"one.c:use2", 1},
                 {"one.c:helper", 2},
                 {"two.c:shared", 4},
                 {"two.c:helper", 1},
                 {"two.c:mix", 6}});
}

TEST_CASE("what was inlined early into a function that WPA does not name is counted") {
    auto graph = *join(two_files_under_lto());
    CHECK(copies_of(graph, {{"big", "", 1}}) ==
          Copies{{"two.c:shared", 1}, {"two.c:helper", 1}, {"two.c:mix", 2}});
}

TEST_CASE("what a function has of copies goes into its impact, with those of other units") {
    const std::string peek = "peek;1;h.h;3;19;use;2;";
    auto graph =
        *join({{DumpStage::compile, "a.c", "Callgraph clone;" + peek + "a.c;5;5;inlining to\n"},
               {DumpStage::compile, "b.c",
                "Callgraph clone;" + peek + "b.c;5;5;inlining to\nCallgraph clone;" + peek +
                    "b.c;5;5;inlining to\n"}});
    mark_survivors(graph);
    const std::vector<std::int64_t> copies = copies_by_node(graph);
    ImpactWalk walk(graph);
    const SourceNodes everywhere{{node_of(graph, "a.c", "peek"), node_of(graph, "b.c", "peek")}};
    CHECK(describe_impact(graph, walk, copies, everywhere).copies == 3);
    CHECK(describe_impact(graph, walk, copies, {{node_of(graph, "b.c", "use")}}).copies == 0);
}

TEST_CASE("of a header's function that WPA gives to no unit, any unit tells what it holds early") {
    // WPA's copy of `peek` has an order that lies in no unit's numbers; b.c lists `leaf` in peek.
    const std::string leaf = "Callgraph clone;leaf;1;h.h;2;19;peek;2;h.h;3;19;inlining to\n";
    auto graph = *join({{DumpStage::compile, "a.c", leaf},
                        {DumpStage::compile, "b.c", leaf},
                        {DumpStage::wpa, "prog.wpa",
                         "Callgraph clone;peek;900;h.h;3;0;main;3;m.c;9;5;inlining to\n"}});
    const Copies copies = copies_of(graph, {{"main", "", 1}});
    std::int64_t leaves = 0;
    for (const char* unit : {"a.c:leaf", "b.c:leaf"}) {
        leaves += copies.contains(unit) ? copies.at(unit) : 0;
    }
    CHECK(leaves == 1);
}

TEST_CASE("a unit that stays out of LTO has a late part, where copies are listed again") {
    // `leaf` late into mid, mid copied into top, and leaf listed again; WPA knows only m.c.
    const std::string plain = "Callgraph clone;x;8;p.c;1;5;x.constprop.0;9;p.c;1;5;constprop\n"
                              "Callgraph clone;leaf;1;p.c;2;5;mid;2;p.c;3;5;inlining to\n"
                              "Callgraph clone;mid;2;p.c;3;5;top;3;p.c;4;5;inlining to\n"
                              "Callgraph clone;leaf;1;p.c;2;5;top;3;p.c;4;5;inlining to\n";
    const std::string early = "Callgraph clone;one;1;m.c;2;5;main;2;m.c;3;5;inlining to\n";
    auto graph = *join({{DumpStage::compile, "m.c", early},
                        {DumpStage::compile, "p.c", plain},
                        {DumpStage::wpa, "prog.wpa",
                         "Callgraph clone;two;3;m.c;4;5;main;2;m.c;3;5;inlining to\n"}});
    CHECK(copies_of(graph, {{"main", "", 1}, {"mid", "", 2}, {"top", "", 3}}) ==
          Copies{{"m.c:one", 1}, {"m.c:two", 1}, {"p.c:leaf", 2}, {"p.c:mid", 1}});
}

TEST_CASE("where removals stand among the lines decides what of a unit's dump is late") {
    const std::string mid_leaf = "Callgraph clone;leaf;1;a.c;2;5;mid;2;a.c;3;5;inlining to\n";
    const std::string removal = "Callgraph removal;gone;7;a.c;9;5\n";
    const std::string rest = "Callgraph clone;x;8;a.c;1;5;y;9;a.c;8;5;inlining to\n"
                             "Callgraph clone;x;8;a.c;1;5;w;4;a.c;7;5;inlining to\n"
                             "Callgraph clone;z;5;a.c;6;5;y;9;a.c;8;5;inlining to\n" // y again
                             "Callgraph clone;mid;2;a.c;3;5;top;3;a.c;4;5;inlining to\n"
                             "Callgraph clone;leaf;1;a.c;2;5;top;3;a.c;4;5;inlining to\n";
    const std::vector<FunctionSymbol> image{{"top", "", 1}, {"y", "", 2}};
    const auto leaves = [&image](const std::string& dump) {
        auto graph = *join({{DumpStage::compile, "a.c", dump}});
        return copies_of(graph, image).at("a.c:leaf");
    };
    CHECK(leaves(mid_leaf + rest) == 1);           // listed again
    CHECK(leaves(mid_leaf + removal + rest) == 2); // early, and once more late
}
