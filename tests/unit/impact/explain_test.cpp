// SPDX-License-Identifier: Apache-2.0
#include "impact/explain.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

using namespace klp;

namespace {

constexpr std::uint32_t inc = 0;
constexpr std::uint32_t helper = 1;
constexpr std::uint32_t api = 2;
constexpr std::uint32_t other_helper = 3;

// api holds helper, helper twice inc; a clone of api holds inc; a static of a header is in the
// image twice, under one symbol; a function that has no symbol.
DebugFacts small_facts() {
    DebugFacts facts;
    facts.sources = {{"inc", "/s/h.h", 1, 19},
                     {"helper", "/s/a.c", 3, 12},
                     {"api", "/s/a.c", 9, 5},
                     {"helper", "/s/b.c", 2, 12}};
    facts.functions = {{api, 0x10, "api"},
                       {api, 0x20, "api.constprop.0"},
                       {other_helper, 0x30, "helper"},
                       {other_helper, 0x40, "helper"},
                       {helper, 0x50, ""}};
    facts.inlined = {{helper, 0, no_index}, {inc, 0, 0},        {inc, 0, 0},
                     {inc, 1, no_index},    {inc, 2, no_index}, {inc, 3, no_index},
                     {inc, 4, no_index}};
    return facts;
}

std::vector<std::string> words(const std::vector<HeldInline>& held) {
    std::vector<std::string> all;
    all.reserve(held.size());
    for (const HeldInline& one : held) {
        all.push_back(to_string(one));
    }
    return all;
}

using Strings = std::vector<std::string>;

} // namespace

TEST_CASE("what a function holds counts once, however often and however deep") {
    const DebugFacts facts = small_facts();
    CHECK(words(held_inlines(facts)) == Strings{"inc (/s/h.h:1) in helper (/s/a.c:3)",
                                                "helper (/s/a.c:3) in api (/s/a.c:9)",
                                                "inc (/s/h.h:1) in api (/s/a.c:9)",
                                                "inc (/s/h.h:1) in api.constprop.0 (/s/a.c:9)",
                                                "inc (/s/h.h:1) in helper (/s/b.c:2)"});
}

TEST_CASE("what the graph does not explain is listed, with its number of all") {
    const DebugFacts facts = small_facts();
    const InlineExplanation none = explain_inlines(facts, [](const HeldInline&) { return true; });
    CHECK(none.checked == 5);
    CHECK(none.unexplained.empty());

    const InlineExplanation some = explain_inlines(facts, [](const HeldInline& held) {
        return held.holder->symbol != "api.constprop.0" && held.inlined->name != "helper";
    });
    CHECK(some.checked == 5);
    CHECK(words(some.unexplained) == Strings{"helper (/s/a.c:3) in api (/s/a.c:9)",
                                             "inc (/s/h.h:1) in api.constprop.0 (/s/a.c:9)"});
}

TEST_CASE("equal names in different files are different functions") {
    DebugFacts facts = small_facts();
    facts.inlined = {{helper, 0, no_index}, {other_helper, 0, no_index}};
    CHECK(held_inlines(facts).size() == 2); // held

    facts.functions[3].source = helper;
    facts.inlined = {{inc, 2, no_index}, {inc, 3, no_index}};
    CHECK(held_inlines(facts).size() == 2); // holders
}

TEST_CASE("without debug information nothing was checked") {
    const InlineExplanation nothing = explain_inlines({}, [](const HeldInline&) { return false; });
    CHECK(nothing.checked == 0);
    CHECK(nothing.unexplained.empty());
}
