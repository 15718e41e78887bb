// SPDX-License-Identifier: Apache-2.0
#include "impact/explain.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

namespace klp {
namespace {

// Sources are distinct in the facts, so that equal pointers mean equal functions.
bool same(const HeldInline& a, const HeldInline& b) {
    return a.holder_source == b.holder_source && a.inlined == b.inlined &&
           a.holder->symbol == b.holder->symbol;
}

bool before(const HeldInline& a, const HeldInline& b) {
    return std::tie(a.holder->symbol, *a.holder_source, *a.inlined) <
           std::tie(b.holder->symbol, *b.holder_source, *b.inlined);
}

std::string place_of(const SourceFunction& source) {
    return fmt::format("{}:{}", source.file.empty() ? "?" : source.file, source.line);
}

} // namespace

std::vector<HeldInline> held_inlines(const DebugFacts& facts) {
    std::vector<HeldInline> held;
    held.reserve(facts.inlined.size());
    for (const InlinedInstance& instance : facts.inlined) {
        const ConcreteFunction& holder = facts.functions[instance.function];
        held.push_back({&holder, &facts.sources[holder.source], &facts.sources[instance.source]});
    }
    std::sort(held.begin(), held.end(), before);
    held.erase(std::unique(held.begin(), held.end(), same), held.end());
    return held;
}

InlineExplanation explain_inlines(const DebugFacts& facts, const ExplainsInline& explains) {
    InlineExplanation explanation;
    for (const HeldInline& held : held_inlines(facts)) {
        ++explanation.checked;
        if (!explains(held)) {
            explanation.unexplained.push_back(held);
        }
    }
    return explanation;
}

std::string to_string(const HeldInline& held) {
    const std::string& symbol = held.holder->symbol;
    return fmt::format("{} ({}) in {} ({})", held.inlined->name, place_of(*held.inlined),
                       symbol.empty() ? held.holder_source->name : symbol,
                       place_of(*held.holder_source));
}

} // namespace klp
