// SPDX-License-Identifier: Apache-2.0
#include "kbuild/initcall_order.hpp"

#include "kbuild/script_name.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>

namespace klp {
namespace {

constexpr std::string_view unit_mark = "..";

std::string_view level_of(std::string_view section) {
    return section.substr(0, section.find(unit_mark));
}

std::string_view without_suffix(std::string_view path) {
    const std::size_t dot = path.rfind('.');
    return dot == std::string_view::npos ? path : path.substr(0, dot);
}

} // namespace

bool is_initcall_section(std::string_view section) {
    const std::string_view level = level_of(section);
    return (level.starts_with(".initcall") || level.starts_with(".con_initcall")) &&
           level.ends_with(".init");
}

InitcallOrder order_initcalls(const std::vector<std::string_view>& sections,
                              const std::vector<std::string>& members) {
    std::unordered_map<std::string_view, std::size_t> ranks;
    for (const std::string& member : members) {
        ranks.emplace(without_suffix(member), ranks.size());
    }
    InitcallOrder order;
    // By level, then by the unit's place in the archive.
    std::map<std::string_view, std::set<std::pair<std::size_t, std::string_view>>> levels;
    for (const std::string_view section : sections) {
        if (!is_initcall_section(section)) {
            continue;
        }
        const std::string_view level = level_of(section);
        auto& units = levels[level];
        if (level.size() < section.size()) {
            const std::string_view unit = section.substr(level.size() + unit_mark.size());
            const auto rank = ranks.find(without_suffix(unit));
            units.emplace(rank == ranks.end() ? ranks.size() : rank->second, unit);
            if (rank == ranks.end()) {
                order.strays.emplace_back(unit);
            }
        }
    }
    for (const auto& [level, units] : levels) {
        order.lines += fmt::format("  {} 0 : {{\n", script_name(level));
        for (const auto& [rank, unit] : units) {
            order.lines += fmt::format("    KEEP(*({}))\n",
                                       script_name(fmt::format("{}{}{}", level, unit_mark, unit)));
        }
        order.lines += fmt::format("    KEEP(*({}))\n  }}\n", script_name(level));
    }
    std::ranges::sort(order.strays);
    order.strays.erase(std::unique(order.strays.begin(), order.strays.end()), order.strays.end());
    return order;
}

} // namespace klp
