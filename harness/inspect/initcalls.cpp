// SPDX-License-Identifier: Apache-2.0
//
// An initcall is called __initcall__kmod_MODULE__COUNTER_LINE_FUNCTIONLEVEL, and with
// CONFIG_LTO_CLANG alone otherwise; the line and the function identify it.
#include "inspect/initcalls.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <tuple>
#include <vector>

namespace klp {
namespace {

constexpr std::string_view entry = "__initcall__kmod_";

bool is_mark(std::string_view symbol) {
    return symbol == "__con_initcall_start" ||
           (symbol.starts_with("__initcall") && symbol.ends_with("_start"));
}

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

// `__123_45_` becomes `__45_`.
std::string without_counter(std::string name) {
    for (std::size_t at = entry.size(); (at = name.find("__", at)) != std::string::npos; ++at) {
        std::size_t end = at + 2;
        while (end < name.size() && is_digit(name[end])) {
            ++end;
        }
        const bool counted =
            end > at + 2 && end + 1 < name.size() && name[end] == '_' && is_digit(name[end + 1]);
        if (counted) {
            name.erase(at + 2, end + 1 - (at + 2));
            break;
        }
    }
    return name;
}

std::string plain_name(std::string_view symbol) {
    if (const std::size_t at = symbol.find(".lto_priv."); at != std::string_view::npos) {
        symbol = symbol.substr(0, at);
    }
    return symbol.starts_with(entry) ? without_counter(std::string(symbol)) : std::string(symbol);
}

} // namespace

std::string initcall_order(std::string_view system_map) {
    // Address; marks before the entry at the same address; place in the map.
    std::vector<std::tuple<std::uint64_t, bool, std::size_t, std::string>> found;
    while (!system_map.empty()) {
        const std::size_t end = std::min(system_map.find('\n'), system_map.size());
        const std::string_view line = system_map.substr(0, end);
        system_map.remove_prefix(std::min(end + 1, system_map.size()));
        const std::size_t first = line.find(' ');
        const std::size_t second = line.find(' ', first + 1);
        if (first == std::string_view::npos || second == std::string_view::npos) {
            continue;
        }
        const std::string_view symbol = line.substr(second + 1);
        if (!symbol.starts_with(entry) && !is_mark(symbol)) {
            continue;
        }
        std::uint64_t address = 0;
        std::from_chars(line.data(), line.data() + first, address, 16);
        found.emplace_back(address, !is_mark(symbol), found.size(), plain_name(symbol));
    }
    std::sort(found.begin(), found.end());
    std::string order;
    for (const auto& [address, is_entry, place, name] : found) {
        order += name + "\n";
    }
    return order;
}

} // namespace klp
