// SPDX-License-Identifier: Apache-2.0
#include "analyze/symbol_changes.hpp"

#include "base/units.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <map>
#include <set>
#include <tuple>

namespace klp::analysis {
namespace {

using Key = std::tuple<std::string, std::string, std::string>; // kind, name, file

bool is_number(std::string_view part) {
    return !part.empty() && std::all_of(part.begin(), part.end(), [](char c) {
        return std::isdigit(static_cast<unsigned char>(c)) != 0;
    });
}

/// `visit` sees the parts behind each '.' of the name.
template <typename Visit> void for_each_suffix(std::string_view symbol, const Visit& visit) {
    std::size_t dot = symbol.find('.', 1);
    while (dot != std::string_view::npos) {
        const std::size_t next = symbol.find('.', dot + 1);
        visit(symbol.substr(dot + 1, next == std::string_view::npos ? next : next - dot - 1));
        dot = next;
    }
}

struct Totals {
    std::int64_t bytes = 0;
    int count = 0;
};

std::map<Key, Totals> totals_of(std::vector<SymbolSize> symbols) {
    // So that the same one of several aliases stands for their body every night.
    std::sort(symbols.begin(), symbols.end(),
              [](const SymbolSize& x, const SymbolSize& y) { return x.symbol < y.symbol; });
    std::map<Key, Totals> totals;
    std::set<std::pair<std::string, std::int64_t>> bodies;
    for (const SymbolSize& symbol : symbols) {
        // Stored rows know a body's number; one made without has 0 for all.
        if (symbol.body != 0 && !bodies.emplace(symbol.kind, symbol.body).second) {
            continue;
        }
        Totals& sum = totals[{symbol.kind, without_numbers(symbol.symbol), symbol.file}];
        sum.bytes += symbol.bytes;
        ++sum.count;
    }
    return totals;
}

} // namespace

std::string without_numbers(std::string_view symbol) {
    std::string name(symbol.substr(0, symbol.find('.', 1)));
    for_each_suffix(symbol, [&name](std::string_view part) {
        if (!is_number(part) && part != "lto_priv") {
            name.append(".").append(part);
        }
    });
    return name;
}

bool has_suffix(std::string_view symbol, std::string_view clone_kind) {
    bool found = false;
    for_each_suffix(symbol, [&](std::string_view part) { found = found || part == clone_kind; });
    return found;
}

std::vector<SymbolChange> symbol_changes(const std::vector<SymbolSize>& before,
                                         const std::vector<SymbolSize>& after) {
    std::map<Key, std::pair<Totals, Totals>> both;
    for (auto& [key, totals] : totals_of(before)) {
        both[key].first = totals;
    }
    for (auto& [key, totals] : totals_of(after)) {
        both[key].second = totals;
    }
    std::map<std::string, int> files_of_name;
    for (const auto& [key, sides] : both) {
        ++files_of_name[std::get<1>(key)];
    }
    std::vector<SymbolChange> changes;
    for (const auto& [key, sides] : both) {
        const auto& [was, is] = sides;
        if (was.bytes == is.bytes && was.count == is.count) {
            continue;
        }
        const auto& [kind, name, file] = key;
        changes.push_back({name, files_of_name[name] > 1 ? file : "", kind, was.bytes, is.bytes,
                           was.count, is.count});
    }
    const auto size = [](const SymbolChange& change) {
        return std::abs(change.after - change.before);
    };
    std::stable_sort(
        changes.begin(), changes.end(),
        [&size](const SymbolChange& x, const SymbolChange& y) { return size(x) > size(y); });
    return changes;
}

std::string in_words(const SymbolChange& change) {
    const std::string name =
        change.file.empty() ? change.symbol : fmt::format("{} ({})", change.symbol, change.file);
    if (change.appeared()) {
        return fmt::format("new: {} ({} bytes)", name, change.after);
    }
    if (change.disappeared()) {
        return fmt::format("gone: {} ({} bytes)", name, change.before);
    }
    const std::int64_t bytes = change.after - change.before;
    const std::string difference =
        fmt::format("{}{} bytes", bytes < 0 ? minus_sign : "+", std::abs(bytes));
    if (change.count_before != change.count_after) {
        return fmt::format("{}: {} ({} in {} bodies -> {} in {})", name, difference, change.before,
                           change.count_before, change.after, change.count_after);
    }
    return fmt::format("{}: {} ({} -> {})", name, difference, change.before, change.after);
}

} // namespace klp::analysis
