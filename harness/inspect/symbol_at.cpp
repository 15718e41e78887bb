// SPDX-License-Identifier: Apache-2.0
#include "inspect/symbol_at.hpp"

#include <charconv>

namespace klp {

std::string symbol_at(std::string_view system_map, std::uint64_t address) {
    std::string_view best;
    std::uint64_t best_address = 0;
    while (!system_map.empty()) {
        const std::size_t end = system_map.find('\n');
        const std::string_view line = system_map.substr(0, end);
        system_map.remove_prefix(end == std::string_view::npos ? system_map.size() : end + 1);
        std::uint64_t value = 0;
        const auto [after, error] =
            std::from_chars(line.data(), line.data() + line.size(), value, 16);
        const std::string_view rest = line.substr(static_cast<std::size_t>(after - line.data()));
        if (error != std::errc() || rest.size() < 4 || rest[0] != ' ' || rest[2] != ' ') {
            continue;
        }
        const bool is_text = rest[1] == 't' || rest[1] == 'T' || rest[1] == 'W' || rest[1] == 'w';
        if (is_text && value <= address && (best.empty() || value >= best_address)) {
            best = rest.substr(3);
            best_address = value;
        }
    }
    return std::string(best);
}

} // namespace klp
