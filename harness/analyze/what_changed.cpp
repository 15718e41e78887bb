// SPDX-License-Identifier: Apache-2.0
#include "analyze/what_changed.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <string_view>

namespace klp::analysis {
namespace {

constexpr std::string_view clones_prefix = "clones.";

bool is_one_of(std::string_view metric, std::initializer_list<std::string_view> names) {
    return std::find(names.begin(), names.end(), metric) != names.end();
}

/// "constprop" of "clones.constprop"; empty for what is no count of one kind of clones.
std::string_view clone_kind_of(std::string_view metric) {
    return is_one_of(metric, {"clones.constprop", "clones.isra", "clones.part"})
               ? metric.substr(clones_prefix.size())
               : std::string_view();
}

/// Whether a changed symbol can have to do with a change of the metric.
bool is_relevant(const SymbolChange& change, std::string_view metric) {
    const bool is_function = change.kind == "function";
    if (const std::string_view kind = clone_kind_of(metric); !kind.empty()) {
        return is_function && has_suffix(change.symbol, kind) &&
               change.count_before != change.count_after;
    }
    if (is_one_of(metric, {"symbols.functions", "gc.removed_functions"})) {
        return is_function && change.count_before != change.count_after;
    }
    if (is_one_of(metric, {"size.rodata", "size.data", "size.bss"})) {
        return !is_function;
    }
    return is_function || is_one_of(metric, {"size.file", "size.image", "gc.removed_bytes"});
}

std::vector<std::string> bounded(std::vector<std::string> lines) {
    if (lines.size() > most_named) {
        const std::size_t more = lines.size() - most_named;
        lines.resize(most_named);
        lines.push_back(fmt::format("and {} more", more));
    }
    return lines;
}

std::map<std::string, int> count_by_name(const std::vector<NamedClone>& clones,
                                         std::string_view kind) {
    std::map<std::string, int> counts;
    for (const NamedClone& clone : clones) {
        if (clone.reason == kind) {
            ++counts[without_numbers(clone.name)];
        }
    }
    return counts;
}

std::vector<std::string> clone_lines(const std::vector<NamedClone>& before,
                                     const std::vector<NamedClone>& after, std::string_view kind) {
    std::map<std::string, int> was = count_by_name(before, kind);
    std::map<std::string, int> is = count_by_name(after, kind);
    std::set<std::string> names;
    for (const auto* counts : {&was, &is}) {
        for (const auto& [name, count] : *counts) {
            names.insert(name);
        }
    }
    std::vector<std::string> lines;
    for (const std::string& name : names) {
        if (was[name] == is[name]) {
            continue;
        }
        lines.push_back(was[name] == 0 ? fmt::format("new clone: {}", name)
                        : is[name] == 0
                            ? fmt::format("gone clone: {}", name)
                            : fmt::format("clones {}: {} -> {}", name, was[name], is[name]));
    }
    return lines;
}

} // namespace

ImageDifference image_difference(const CellImage& before, const CellImage& after) {
    ImageDifference difference;
    difference.clones_before = before.clones;
    difference.clones_after = after.clones;
    difference.symbols_stored = before.symbols != nullptr && after.symbols != nullptr;
    if (difference.symbols_stored) {
        difference.symbols = symbol_changes(*before.symbols, *after.symbols);
    }
    return difference;
}

std::vector<std::string> what_changed(const std::string& metric, const ImageDifference& images) {
    const std::string_view kind = clone_kind_of(metric);
    if (!kind.empty() && images.clones_before != nullptr && images.clones_after != nullptr) {
        auto lines = clone_lines(*images.clones_before, *images.clones_after, kind);
        if (!lines.empty()) {
            return bounded(std::move(lines));
        }
    }
    if (!images.symbols_stored) {
        return {"the symbols of one of the nights are not stored"};
    }
    std::vector<std::string> lines;
    for (const SymbolChange& change : images.symbols) {
        if (is_relevant(change, metric)) {
            lines.push_back(in_words(change));
        }
    }
    if (lines.empty()) {
        return {"no symbol of the image accounts for it"};
    }
    return bounded(std::move(lines));
}

} // namespace klp::analysis
