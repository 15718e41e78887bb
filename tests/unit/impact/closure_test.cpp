// SPDX-License-Identifier: Apache-2.0
#include "impact/closure.hpp"

#include "impact/describe_impact.hpp"
#include "impact/find_functions.hpp"
#include "impact/impact_census.hpp"
#include "impact/source_root.hpp"
#include "impact/survivors.hpp"
#include "support/two_files.hpp"

#include <catch2/catch.hpp>

using namespace klp;
using namespace klp::test;

namespace {

CloneGraph linked() {
    auto graph = *join(two_files_under_lto());
    mark_survivors(graph, {{"main", "", 1}, {"shared", "", 2}, {"big", "", 3}});
    return graph;
}

std::vector<std::string> affected(const CloneGraph& graph, std::string_view unit,
                                  std::string_view name) {
    ImpactWalk walk(graph);
    const std::vector<std::int64_t> copies(graph.nodes.size(), 0);
    std::vector<std::string> names;
    for (const AffectedFunction& of :
         describe_impact(graph, walk, copies, {{node_of(graph, unit, name)}}).affected) {
        std::string text = of.function.name;
        for (const ImpactStep& step : of.steps) {
            text += " <" + step.kind + "> " + step.into;
        }
        names.push_back(text + (of.cross_unit ? " !" : ""));
    }
    return names;
}

using Names = std::vector<std::string>;

} // namespace

TEST_CASE("the impact of a function is what survives with its body, with the way it took") {
    const CloneGraph graph = linked();
    CHECK(affected(graph, "two.c", "mix") == Names{"big <inline> helper <inline> big",
                                                   "main <inline> shared <inline> main !",
                                                   "shared <inline> shared"});
    CHECK(affected(graph, "two.c", "helper") == Names{"big <inline> big"});
    CHECK(affected(graph, "one.c", "helper") == Names{"main <inline> main"});
    CHECK(affected(graph, "two.c", "big") == Names{"big"});
    CHECK(affected(graph, "one.c", "use1") == Names{"main <inline> main"});
}

TEST_CASE("a patch of several functions replaces each affected function once") {
    const CloneGraph graph = linked();
    ImpactWalk walk(graph);
    const std::vector<SourceNodes> patch{{{node_of(graph, "two.c", "mix")}},
                                         {{node_of(graph, "one.c", "helper")}}};
    const auto together = describe_together(graph, walk, patch);
    REQUIRE(together.size() == 3);
    CHECK(together[0].function.name == "big");
    CHECK(together[1].function.name == "main");
    CHECK(together[2].function.name == "shared");
}

TEST_CASE("cycles and self-inlining end") {
    auto graph = *join({{DumpStage::compile, "a.c",
                         "Callgraph clone;f;1;a.c;1;5;g;2;a.c;2;5;inlining to\n"
                         "Callgraph clone;g;2;a.c;2;5;f;1;a.c;1;5;inlining to\n"
                         "Callgraph clone;f;1;a.c;1;5;f;1;a.c;1;5;inlining to\n"}});
    mark_survivors(graph);
    CHECK(affected(graph, "a.c", "f") == Names{"f", "g <inline> g"});
}

TEST_CASE("the census counts functions of which something is left, and traps") {
    const CloneGraph graph = linked();
    const ImpactCensus census = take_impact_census(graph);
    // mix 3, shared 3 (itself, big, main), quad, twice, entry, use1, use2, main, and the two
    // helpers 1 each, big 1.
    CHECK(census.sizes == std::map<std::uint32_t, std::uint32_t>{{1, 9}, {3, 2}});
    CHECK(function_count(census.sizes) == 11);
    CHECK(mean_size(census.sizes) == Approx(15.0 / 11));
    CHECK(size_quantile(census.sizes, 0.5) == 1);
    CHECK(size_quantile(census.sizes, 0.81) == 1); // rank ceil(8.91) = 9
    CHECK(size_quantile(census.sizes, 0.82) == 3); // rank ceil(9.02) = 10
    CHECK(size_quantile(census.sizes, 1) == 3);
    CHECK(census.selectively_inlined == 1); // shared: itself, and inline in big and main
}

TEST_CASE("clones are no functions of the source, but are replaced") {
    auto graph = *join({{DumpStage::compile, "a.c",
                         "Callgraph clone;f;1;a.c;1;5;f.constprop.0;7;a.c;1;5;constprop\n"}});
    mark_survivors(graph, {{"f.constprop.0", "a.c", 1}});
    CHECK(take_impact_census(graph).sizes == std::map<std::uint32_t, std::uint32_t>{{1, 1}});
    CHECK(affected(graph, "a.c", "f") == Names{"f.constprop.0 <constprop> f.constprop.0"});
}

TEST_CASE("a function of a header is one function with a body in each unit") {
    auto graph = *join({{DumpStage::compile, "a.c",
                         "Callgraph clone;peek;1;h.h;3;19;a;2;a.c;5;5;inlining "
                         "to\n"},
                        {DumpStage::compile, "b.c",
                         "Callgraph clone;peek;1;h.h;3;19;b;2;b.c;5;5;inlining "
                         "to\n"}});
    mark_survivors(graph, {{"a", "", 1}, {"b", "", 2}, {"peek", "b.c", 3}});
    CHECK(take_impact_census(graph).sizes ==
          std::map<std::uint32_t, std::uint32_t>{{1, 2}, {3, 1}}); // a, b; peek: a, b, b's peek
    const auto found = find_functions(graph, parse_function_pattern("peek"));
    REQUIRE(found.size() == 1);
    CHECK(found[0].nodes.size() == 2);
}

TEST_CASE("functions are found by name, by file and by wildcards") {
    const CloneGraph graph = linked();
    CHECK(find_functions(graph, parse_function_pattern("helper")).size() == 2);
    CHECK(find_functions(graph, parse_function_pattern("two.c:helper")).size() == 1);
    CHECK(find_functions(graph, parse_function_pattern("wo.c:helper")).empty());
    CHECK(find_functions(graph, parse_function_pattern("use[12]")).size() == 2);
    CHECK(find_functions(graph, parse_function_pattern("us")).empty());
    CHECK(nodes_of(graph, {"helper", "two.c", 3, 12}).size() == 1);
    CHECK(nodes_of(graph, {"helper", "two.c", 0, 0}).size() == 1);
    CHECK(nodes_of(graph, {"helper", "two.c", 4, 12}).empty());
}

TEST_CASE("the folder of the sources is taken off, as most files have it") {
    auto graph = *join({{DumpStage::compile, "objects/mm/a.c",
                         "Callgraph clone;peek;1;/src/linux/include/h.h;3;19;a;2;/src/linux/mm/a.c;"
                         "5;5;inlining to\n"
                         "Callgraph clone;x;4;/usr/lib/x.h;3;19;a;2;/src/linux/mm/a.c;5;5;inlining "
                         "to\n"}});
    CHECK(strip_source_root(graph) == "/src/linux/");
    CHECK(graph.source(node_of(graph, "objects/mm/a.c", "peek")).file == "include/h.h");
    CHECK(graph.source(node_of(graph, "objects/mm/a.c", "a")).file == "mm/a.c");
    CHECK(graph.source(node_of(graph, "objects/mm/a.c", "x")).file == "/usr/lib/x.h");
}
