// SPDX-License-Identifier: Apache-2.0
#include "impact/survivors.hpp"

#include "support/two_files.hpp"

#include <catch2/catch.hpp>

#include <set>

using namespace klp;
using namespace klp::test;

namespace {

std::set<std::string> surviving(const CloneGraph& graph) {
    std::set<std::string> names;
    for (std::uint32_t node = 0; node < graph.nodes.size(); ++node) {
        if (graph.nodes[node].survives) {
            names.insert(std::string(graph.texts.text(graph.nodes[node].unit)) + ":" +
                         std::string(graph.name(node)));
        }
    }
    return names;
}

using Names = std::set<std::string>;

// `f` is in both units: inlined away in a.c, kept in b.c.
std::vector<WrittenDump> namesakes() {
    return {{DumpStage::compile, "x/a.c",
             "Callgraph clone;f;1;x/a.c;1;12;main;2;x/a.c;5;5;inlining to\n"
             "Callgraph removal;f;1;x/a.c;1;12\n"},
            {DumpStage::compile, "x/b.c",
             "Callgraph clone;f;1;x/b.c;1;12;g;2;x/b.c;5;5;inlining to\n"}};
}

} // namespace

TEST_CASE("without LTO the unit's own symbol, or a global one, is the function's body") {
    auto graph = *join(namesakes());
    mark_survivors(graph, {{"f", "b.c", 1}, {"main", "", 2}, {"g", "", 3}});
    CHECK(surviving(graph) == Names{"x/b.c:f", "x/a.c:main", "x/b.c:g"});
}

TEST_CASE("a removed function does not live on in the symbol of a namesake") {
    auto graph = *join(namesakes());
    mark_survivors(graph, {{"f", "a.c", 1}, {"main", "", 2}});
    // The symbol is there, but the dump says that it is none of its: a function no dump names.
    CHECK(surviving(graph) == Names{"a.c:f", "x/a.c:main"});
}

TEST_CASE("what no dump names is a function too, its aliases are not") {
    auto graph = *join(namesakes());
    const Survivors survivors = mark_survivors(
        graph,
        {{"main", "", 1}, {"lone", "c.c", 7}, {"lone_alias", "", 7}, {"lone.cold", "c.c", 8}});
    CHECK(surviving(graph) == Names{"x/a.c:main", "c.c:lone"});
    CHECK(survivors.marked == 2);
}

TEST_CASE("an alias of a function that the dumps name is that function") {
    auto graph = *join(namesakes());
    mark_survivors(graph, {{"start", "", 1}, {"main", "", 1}});
    CHECK(surviving(graph) == Names{"x/a.c:main"});
}

TEST_CASE("with LTO the symbols decide, by the name that LTRANS gave or else by rank") {
    auto dumps = two_files_under_lto();
    SECTION("everything but main is gone") {
        auto graph = *join(dumps);
        const Survivors survivors = mark_survivors(graph, {{"main", "", 1}});
        CHECK(surviving(graph) == Names{"one.c:main"});
        CHECK(survivors.doubtful.empty());
    }
    SECTION("LTRANS tells which helper has which symbol") {
        dumps.back().text += "Callgraph removal;helper.lto_priv.1;3;one.c;5;12\n";
        auto graph = *join(dumps);
        const Survivors survivors = mark_survivors(graph, {{"helper.lto_priv.1", "", 1}});
        CHECK(surviving(graph) == Names{"one.c:helper"});
        CHECK(survivors.doubtful.empty());
    }
    SECTION("what WPA never saw is not the one that is left") {
        dumps.pop_back();
        auto graph = *join(dumps);
        mark_survivors(graph, {{"helper", "", 1}});
        CHECK(surviving(graph) == Names{"one.c:helper"});
    }
    SECTION("when nothing tells two apart, the first is taken and the name is doubtful") {
        const std::string unit = "Callgraph clone;peek;1;h.h;3;19;use;2;c.c;5;5;inlining to\n";
        auto graph = *join({{DumpStage::compile, "a.c", unit},
                            {DumpStage::compile, "b.c", unit},
                            {DumpStage::wpa, "prog.wpa", ""}});
        const Survivors survivors = mark_survivors(graph, {{"peek", "", 1}});
        CHECK(surviving(graph) == Names{"a.c:peek"});
        CHECK(survivors.doubtful == std::vector<std::string>{"peek"});
    }
}

TEST_CASE("a kernel's vdso is not part of vmlinux, whatever its functions are called") {
    DumpJoiner joiner;
    const ClonesDump dump =
        read_clones_dump("Callgraph clone;g;1;v.c;1;5;memcpy;2;v.c;9;5;inlining to\n");
    REQUIRE(joiner.add(DumpStage::compile, "vdso/v.c", dump, true));
    auto graph = *joiner.finish();
    mark_survivors(graph, {{"memcpy", "", 1}});
    CHECK(surviving(graph) == Names{":memcpy"});
}

TEST_CASE("without an image every function that is not removed survives") {
    auto graph = *join(namesakes());
    CHECK(mark_survivors(graph).marked == 3);
    CHECK(surviving(graph) == Names{"x/a.c:main", "x/b.c:f", "x/b.c:g"});
}
