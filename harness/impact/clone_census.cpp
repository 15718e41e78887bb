// SPDX-License-Identifier: Apache-2.0
#include "impact/clone_census.hpp"

#include <algorithm>
#include <array>

namespace klp {
namespace {

constexpr std::string_view inlining = "inlining to";
constexpr std::array<std::string_view, 3> clone_suffixes{".constprop.", ".isra.", ".part."};

bool has_clone_suffix(std::string_view symbol) {
    return std::any_of(clone_suffixes.begin(), clone_suffixes.end(), [symbol](auto suffix) {
        return symbol.find(suffix) != std::string_view::npos;
    });
}

// The symbol as the dumps would name it.
std::string dump_name(std::string symbol) {
    constexpr std::string_view private_suffix = ".lto_priv.";
    if (symbol.ends_with(".cold")) {
        symbol.resize(symbol.size() - std::string_view(".cold").size());
    }
    for (std::size_t at = 0; (at = symbol.find(private_suffix)) != std::string::npos;) {
        const std::size_t end = symbol.find_first_not_of("0123456789", at + private_suffix.size());
        symbol.erase(at, std::min(end, symbol.size()) - at);
    }
    return symbol;
}

} // namespace

CloneCensus count_clones(const std::vector<CloneRecord>& records,
                         const std::set<std::string, std::less<>>& sources) {
    CloneCensus census;
    for (const CloneRecord& record : records) {
        if (record.stage == DumpStage::ltrans) {
            continue;
        }
        if (record.reason == inlining) {
            ++census.inline_copies;
            const bool crosses = record.stage == DumpStage::wpa &&
                                 sources.contains(record.original_file) &&
                                 record.original_file != record.clone_file;
            census.inline_copies_cross_unit += crosses ? 1 : 0;
        } else if (record.reason == "constprop") {
            ++census.constprop;
        } else if (record.reason == "isra") {
            ++census.isra;
        } else if (record.reason == "part") {
            ++census.part;
        }
    }
    return census;
}

std::vector<std::string> unexplained_clone_symbols(const std::vector<CloneRecord>& records,
                                                   const std::vector<std::string>& symbols) {
    std::set<std::string, std::less<>> named;
    for (const CloneRecord& record : records) {
        if (record.reason != inlining) {
            named.insert(dump_name(std::string(record.clone)));
        }
    }
    std::vector<std::string> unexplained;
    for (const std::string& symbol : symbols) {
        if (has_clone_suffix(symbol) && !named.contains(dump_name(symbol))) {
            unexplained.push_back(symbol);
        }
    }
    return unexplained;
}

} // namespace klp
