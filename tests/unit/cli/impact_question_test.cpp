// SPDX-License-Identifier: Apache-2.0
//
// Which functions a name means in the graphs of several builds, and what they affect in each.
#include "cli/impact_question.hpp"

#include "impact/survivors.hpp"

#include "support/error_of.hpp"
#include "support/two_files.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <algorithm>

using namespace klp;
using Catch::Matchers::Contains;
using Catch::Matchers::StartsWith;
using Names = std::vector<std::string>;

namespace {

LoadedGraph loaded(const std::string& lto, const std::vector<test::WrittenDump>& dumps,
                   const std::vector<FunctionSymbol>& symbols) {
    LoadedGraph graph;
    graph.workload = "prog";
    graph.configuration = Configuration({{"lto", lto}});
    graph.notes = {"a note of lto=" + lto};
    graph.graph = test::join(dumps).value();
    graph.doubtful = mark_survivors(graph.graph, symbols).doubtful;
    return graph;
}

/// Without LTO, `shared` is called across the units; with it, main holds all.
std::vector<LoadedGraph> two_builds() {
    std::vector<test::WrittenDump> units = test::two_files_under_lto();
    units.resize(2);
    std::vector<LoadedGraph> graphs;
    graphs.push_back(loaded("off", units,
                            {{"entry", "", 1},
                             {"helper", "one.c", 2},
                             {"use1", "", 3},
                             {"use2", "", 4},
                             {"main", "", 5},
                             {"shared", "", 6},
                             {"big", "", 7},
                             {"start", "", 8}}));
    graphs.push_back(
        loaded("full", test::two_files_under_lto(), {{"main", "", 1}, {"big", "", 2}}));
    return graphs;
}

Names asked_by(const std::vector<LoadedGraph>& graphs, const Names& patterns) {
    const auto asked = named_functions(graphs, patterns);
    INFO(error_of(asked).message);
    REQUIRE(asked);
    Names names;
    for (const AskedFunction& function : *asked) {
        CHECK(function.why.empty());
        names.push_back(function.function.file + ":" + function.function.name + ":" +
                        std::to_string(function.function.line));
    }
    return names;
}

Names affected_names(const std::vector<AffectedFunction>& functions) {
    Names names;
    names.reserve(functions.size());
    for (const AffectedFunction& function : functions) {
        names.push_back(function.function.name);
    }
    std::sort(names.begin(), names.end());
    return names;
}

} // namespace

TEST_CASE("impact: a name means one function, and a file tells those of one name apart") {
    const auto graphs = two_builds();
    CHECK(asked_by(graphs, {"mix"}) == Names{"two.c:mix:1"});
    CHECK(asked_by(graphs, {"one.c:helper"}) == Names{"one.c:helper:5"});
    CHECK(asked_by(graphs, {"mix", "entry", "mix"}) == Names{"one.c:entry:4", "two.c:mix:1"});
}

TEST_CASE("impact: a name that no build has is an error that says the nearest") {
    const auto graphs = two_builds();
    const Error none = error_of(named_functions(graphs, {"mix", "entri"}));
    CHECK(none.kind == ErrorKind::usage);
    CHECK(none.message == "no function entri in the dumps or the image; did you mean entry?");
    CHECK(error_of(named_functions(graphs, {"three.c:helper"})).message ==
          "no function three.c:helper in the dumps or the image");
}

TEST_CASE("impact: a name of several functions is an error that lists them, up to a dozen") {
    auto graphs = two_builds();
    const Error two = error_of(named_functions(graphs, {"helper"}));
    CHECK(two.kind == ErrorKind::usage);
    CHECK(two.message == "2 functions are named helper; write FILE:NAME: one.c:helper (line 5), "
                         "two.c:helper (line 3)");

    std::vector<test::WrittenDump> many;
    for (char unit = 'a'; unit < 'a' + 14; ++unit) {
        const std::string file = fmt::format("{}.c", unit);
        many.push_back(
            {DumpStage::compile, file, // NOLINT(performance-inefficient-vector-operation)
             fmt::format("Callgraph clone;same;1;{0};1;5;host;2;{0};9;5;inlining to\n", file)});
    }
    graphs.push_back(loaded("off", many, {}));
    const Error fourteen = error_of(named_functions(graphs, {"same"}));
    CHECK_THAT(fourteen.message, StartsWith("14 functions are named same; write FILE:NAME: "));
    CHECK_THAT(fourteen.message, Contains("l.c:same (line 1), and 2 more"));
    CHECK_THAT(fourteen.message, !Contains("m.c:same"));
}

TEST_CASE("impact: a wildcard means all that match, in any of the builds") {
    const auto graphs = two_builds();
    CHECK(asked_by(graphs, {"use[12]"}) == Names{"one.c:use1:6", "one.c:use2:7"});
    CHECK(asked_by(graphs, {"h?lper"}) == Names{"one.c:helper:5", "two.c:helper:3"});
    CHECK(asked_by(graphs, {"two.c:*i*"}) == Names{"two.c:big:4", "two.c:mix:1"});
    CHECK_FALSE(named_functions(graphs, {"z*"}));
}

TEST_CASE("impact: what one build knows by its symbol alone is what another knows by its line") {
    std::vector<LoadedGraph> graphs;
    graphs.push_back(loaded("off", {{DumpStage::compile, "lib/a.c", ""}},
                            {{"plain", "a.c", 1}, {"plain", "b.c", 2}, {"start", "", 3}}));
    graphs.push_back(loaded("full",
                            {{DumpStage::compile, "lib/a.c",
                              "Callgraph clone;plain;1;lib/a.c;7;5;host;2;lib/a.c;9;5;inlining to\n"
                              "Callgraph removal;plain;1;lib/a.c;7;5\n"}},
                            {{"host", "", 1}}));
    CHECK(asked_by(graphs, {"a.c:plain"}) == Names{"lib/a.c:plain:7"});
    CHECK(error_of(named_functions(graphs, {"plain"})).message ==
          "2 functions are named plain; write FILE:NAME: b.c:plain, lib/a.c:plain (line 7)");
    CHECK(asked_by(graphs, {"start"}) == Names{":start:0"});

    // In the build that has only the symbol, that is the function.
    const auto asked = named_functions(graphs, {"a.c:plain"}).value();
    const ConfigurationImpact off = impact_of(graphs.front(), asked);
    REQUIRE(off.functions.size() == 1);
    CHECK(off.functions[0].known);
    CHECK(off.functions[0].function.line == 7);
    CHECK(affected_names(off.functions[0].affected) == Names{"plain"});
    const ConfigurationImpact full = impact_of(graphs.back(), asked);
    CHECK(affected_names(full.functions[0].affected) == Names{"host"});
}

TEST_CASE("impact: each build tells what the functions affect in it, and together") {
    const auto graphs = two_builds();
    auto asked = named_functions(graphs, {"two.c:mix", "twice"}).value();
    asked[0].why = "changed at two.c:1";
    asked.push_back({{"unheard", "three.c", 1, 5}, {}});
    const ConfigurationImpact off = impact_of(graphs[0], asked);
    CHECK(off.workload == "prog");
    CHECK(off.configuration.get("lto") == "off");
    REQUIRE(off.functions.size() == 3);
    CHECK(off.functions[0].function.name == "mix");
    CHECK(off.functions[0].why == "changed at two.c:1");
    CHECK(affected_names(off.functions[0].affected) == Names{"big", "shared"});
    CHECK(affected_names(off.functions[1].affected) == Names{"entry", "main"});
    CHECK(affected_names(off.together) == Names{"big", "entry", "main", "shared"});
    CHECK(off.notes == Names{"a note of lto=off"});
    CHECK(off.functions[1].known);
    CHECK_FALSE(off.functions[2].known);
    CHECK(off.functions[2].affected.empty());

    const ConfigurationImpact full = impact_of(graphs[1], asked);
    CHECK(affected_names(full.functions[0].affected) == Names{"big", "main"});
    CHECK(affected_names(full.functions[1].affected) == Names{"main"});
    CHECK(affected_names(full.together) == Names{"big", "main"}); // each once
}

TEST_CASE("impact: doubt is noted where the answer names who is in doubt") {
    auto graphs = two_builds();
    graphs[0].doubtful = {"big", "elsewhere"};
    const auto asked = named_functions(graphs, {"mix"}).value();
    const ConfigurationImpact impact = impact_of(graphs[0], asked);
    REQUIRE(impact.notes.size() == 2);
    CHECK_THAT(impact.notes[1], Catch::Matchers::EndsWith("taken by link order: big"));
    const auto other = named_functions(graphs, {"twice"}).value();
    CHECK(impact_of(graphs[0], other).notes.size() == 1);
    CHECK_THAT(impact_of_all(graphs[0], false).notes.at(1), Contains("big, elsewhere"));
}

TEST_CASE("impact: of all functions, the sizes, and each of them when wanted") {
    const auto graphs = two_builds();
    const ConfigurationImpact sizes = impact_of_all(graphs[0], false);
    CHECK(sizes.functions.empty());
    const ConfigurationImpact each = impact_of_all(graphs[0], true);
    CHECK(each.sizes == sizes.sizes);
    ImpactSizes counted;
    for (const FunctionImpact& function : each.functions) {
        if (!function.affected.empty()) {
            ++counted[static_cast<std::uint32_t>(function.affected.size())];
        }
    }
    CHECK(counted == sizes.sizes);
    CHECK(function_count(sizes.sizes) == 12); // seven of one.c, four of two.c, `start`
}
