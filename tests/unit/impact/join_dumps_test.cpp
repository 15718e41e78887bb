// SPDX-License-Identifier: Apache-2.0
#include "impact/join_dumps.hpp"

#include "support/error_of.hpp"
#include "support/two_files.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <set>

using namespace klp;
using namespace klp::test;

namespace {

// "unit:name" of every function that holds a body of `node`, by edges of one step.
std::set<std::string> holders(const CloneGraph& graph, std::uint32_t node) {
    std::set<std::string> names;
    for (const GraphEdge& edge : graph.out(node)) {
        names.insert(std::string(graph.texts.text(graph.nodes[edge.to].unit)) + ":" +
                     std::string(graph.name(edge.to)));
    }
    return names;
}

} // namespace

TEST_CASE("the stages of a link are one graph, and each decision is one edge") {
    const auto graph = join(two_files_under_lto());
    REQUIRE(graph);
    CHECK(graph->lto);
    CHECK(graph->nodes.size() == 11); // LTRANS adds none: twice quad entry use1 use2 main helper,
                                      // mix shared helper big
    CHECK(holders(*graph, node_of(*graph, "two.c", "mix")) ==
          std::set<std::string>{"two.c:helper", "two.c:shared"});
    CHECK(holders(*graph, node_of(*graph, "two.c", "shared")) ==
          std::set<std::string>{"one.c:helper", "one.c:main", "two.c:big"});
    const auto twice = graph->out(node_of(*graph, "one.c", "twice"));
    REQUIRE(twice.size() == 1);
    CHECK(twice[0].decisions == 2);
    CHECK(graph->texts.text(twice[0].kind) == "inline");
}

TEST_CASE("two statics of one name stay two functions through WPA") {
    const auto graph = join(two_files_under_lto());
    REQUIRE(graph);
    CHECK(holders(*graph, node_of(*graph, "one.c", "helper")) ==
          std::set<std::string>{"one.c:main"});
    CHECK(holders(*graph, node_of(*graph, "two.c", "helper")) ==
          std::set<std::string>{"two.c:big"});
}

TEST_CASE("what a unit's dump removed is known as removed") {
    const auto graph = join(two_files_under_lto());
    REQUIRE(graph);
    CHECK(graph->nodes[node_of(*graph, "two.c", "mix")].removed);
    CHECK_FALSE(graph->nodes[node_of(*graph, "two.c", "shared")].removed);
}

TEST_CASE("a function of a header is the unit's in whose numbers WPA has it") {
    // Both units have `peek` of h.h; WPA numbers those of b.c from 100 on.
    const std::string a = "Callgraph clone;peek;1;h.h;3;19;use_a;2;a.c;5;5;inlining to\n";
    const std::string b = "Callgraph clone;peek;1;h.h;3;19;use_b;2;b.c;5;5;inlining to\n";
    const std::string wpa = "Callgraph clone;use_a;2;a.c;5;5;main;3;a.c;9;5;inlining to\n"
                            "Callgraph clone;use_b;102;b.c;5;5;main;3;a.c;9;5;inlining to\n"
                            "Callgraph clone;peek;101;h.h;3;0;main;3;a.c;9;5;inlining to\n";
    const auto graph = join({{DumpStage::compile, "a.c", a},
                             {DumpStage::compile, "b.c", b},
                             {DumpStage::wpa, "prog.wpa", wpa}});
    REQUIRE(graph);
    CHECK(holders(*graph, node_of(*graph, "a.c", "peek")) == std::set<std::string>{"a.c:use_a"});
    CHECK(holders(*graph, node_of(*graph, "b.c", "peek")) ==
          std::set<std::string>{"a.c:main", "b.c:use_b"}); // WPA had lost the column
}

TEST_CASE("a unit with nothing but functions of headers has its numbers too") {
    // t.c defines nothing itself; WPA numbers a.c from 0, t.c from 50.
    const std::string a = "Callgraph clone;peek;1;h.h;3;19;use;2;a.c;5;5;inlining to\n"
                          "Callgraph clone;peek;1;h.h;3;19;last;9;a.c;7;5;inlining to\n";
    const std::string t = "Callgraph clone;peek;1;h.h;3;19;event;2;t.h;5;1;inlining to\n"
                          "Callgraph clone;peek;1;h.h;3;19;probe;4;t.h;6;1;inlining to\n";
    const std::string wpa = "Callgraph clone;use;2;a.c;5;5;last;9;a.c;7;5;inlining to\n"
                            "Callgraph clone;event;52;t.h;5;1;probe;54;t.h;6;1;inlining to\n";
    const auto graph = join({{DumpStage::compile, "a.c", a},
                             {DumpStage::compile, "t.c", t},
                             {DumpStage::wpa, "prog.wpa", wpa}});
    REQUIRE(graph);
    CHECK(holders(*graph, node_of(*graph, "t.c", "event")) == std::set<std::string>{"t.c:probe"});
}

TEST_CASE("a unit that is not in the link takes no functions from those that are") {
    // out.c is compiled, but not linked by LTO; it includes what a.c includes.
    const std::string same = "Callgraph clone;low;1;h.h;2;19;high;2;h.h;3;19;inlining to\n";
    const std::string a = same + "Callgraph clone;low;1;h.h;2;19;use;20;a.c;5;5;inlining to\n";
    const auto graph = join({{DumpStage::compile, "a.c", a},
                             {DumpStage::compile, "out.c", same},
                             {DumpStage::wpa, "prog.wpa",
                              "Callgraph clone;high;2;h.h;3;19;use;20;a.c;5;5;inlining to\n"
                              "Callgraph clone;low;1;h.h;2;19;use;20;a.c;5;5;inlining to\n"}});
    REQUIRE(graph);
    CHECK(holders(*graph, node_of(*graph, "a.c", "high")) == std::set<std::string>{"a.c:use"});
    CHECK(holders(*graph, node_of(*graph, "out.c", "high")).empty());
}

TEST_CASE("WPA may name files from another folder than the units did") {
    const auto graph =
        join({{DumpStage::compile, "mm/a.c",
               "Callgraph clone;peek;1;inc/h.h;3;19;use;2;mm/a.c;5;5;inlining to\n"},
              {DumpStage::compile, "fs/a.c",
               "Callgraph clone;peek;1;inc/h.h;3;19;use;2;fs/a.c;5;5;inlining to\n"},
              {DumpStage::wpa, "prog.wpa",
               "Callgraph clone;use;2;../mm/a.c;5;5;main;30;../fs/a.c;9;5;inlining to\n"
               "Callgraph clone;use;22;../fs/a.c;5;5;main;30;../fs/a.c;9;5;inlining to\n"
               "Callgraph clone;peek;21;../inc/h.h;3;19;main;30;../fs/a.c;9;5;inlining to\n"}});
    REQUIRE(graph);
    CHECK(holders(*graph, node_of(*graph, "mm/a.c", "peek")) ==
          std::set<std::string>{"mm/a.c:use"});
    CHECK(holders(*graph, node_of(*graph, "fs/a.c", "peek")) ==
          std::set<std::string>{"fs/a.c:main", "fs/a.c:use"});
    CHECK(holders(*graph, node_of(*graph, "mm/a.c", "use")) ==
          std::set<std::string>{"fs/a.c:main"});
}

TEST_CASE("clones are functions of their own, made from the original") {
    const auto graph = join({{DumpStage::compile, "a.c",
                              "Callgraph clone;f;1;a.c;1;5;f.constprop.0;7;a.c;1;5;constprop\n"
                              "Callgraph clone;f.constprop.0;7;a.c;1;5;f.constprop.0.isra.0;8;a.c;"
                              "1;5;isra\n"
                              "Callgraph clone;f;1;a.c;1;5;f.x;9;a.c;1;5;(null)\n"}});
    REQUIRE(graph);
    CHECK(holders(*graph, node_of(*graph, "a.c", "f")) ==
          std::set<std::string>{"a.c:f.constprop.0", "a.c:f.x"});
    CHECK(graph->nodes[node_of(*graph, "a.c", "f.constprop.0.isra.0")].derived);
    CHECK_FALSE(graph->nodes[node_of(*graph, "a.c", "f")].derived);
    CHECK(graph->texts.text(graph->out(node_of(*graph, "a.c", "f.constprop.0"))[0].kind) == "isra");
}

TEST_CASE("dumps that are not of one build are refused, and named") {
    auto dumps = two_files_under_lto();
    SECTION("a second link") {
        dumps.push_back({DumpStage::wpa, "other.wpa", ""});
        CHECK(error_of(join(dumps)).message.starts_with("other.wpa is a second WPA dump"));
    }
    SECTION("LTRANS without WPA") {
        dumps.erase(dumps.begin() + 2);
        CHECK(error_of(join(dumps))
                  .message.starts_with(
                      "prog.ltrans0.ltrans is a dump of LTRANS without the one of WPA"));
    }
    SECTION("LTRANS of another link") {
        dumps.back().text = "Callgraph clone;big;3;two.c;4;5;big;8;two.c;4;5;(null)\n"
                            "Callgraph clone;mix;10;two.c;1;19;mix;16;two.c;1;19;(null)\n";
        CHECK(error_of(join(dumps)).message ==
              "prog.ltrans0.ltrans is not of the link that wrote the WPA dump: function 10 is mix "
              "here and shared there");
    }
    SECTION("WPA of another build") {
        std::string other;
        for (int i = 0; i < 4; ++i) {
            const std::string name = "f" + std::to_string(i);
            dumps[0].text += "Callgraph clone;" + name + ";" + std::to_string(20 + i) + ";one.c;" +
                             std::to_string(20 + i) + ";5;main;6;one.c;8;5;inlining to\n";
            other += "Callgraph clone;" + name + ";" + std::to_string(50 - 9 * i) + ";one.c;" +
                     std::to_string(20 + i) + ";5;big;13;two.c;4;5;inlining to\n";
        }
        dumps[2].text = other;
        dumps.pop_back();
        CHECK(error_of(join(dumps))
                  .message.starts_with("one.c and prog.wpa are dumps of two "
                                       "builds"));
    }
    SECTION("two builds side by side") {
        const auto graph = join({{DumpStage::compile, "plain/one.c", dumps[0].text},
                                 {DumpStage::compile, "plain/two.c", dumps[1].text},
                                 {DumpStage::compile, "lto/one.c", dumps[0].text},
                                 {DumpStage::compile, "lto/two.c", dumps[1].text}});
        const std::string message = error_of(graph).message;
        CHECK(message.starts_with("dumps of two builds: "));
        CHECK(message.find("/one.c and ") != std::string::npos);
    }
}
