// SPDX-License-Identifier: Apache-2.0
#include "cli/budget.hpp"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <cmath>
#include <string_view>
#include <utility>

namespace klp {

Result<double> parse_budget(const std::string& text) {
    constexpr std::array<std::pair<std::string_view, double>, 3> units{
        {{"s", 1.0}, {"min", 60.0}, {"h", 3600.0}}};
    double number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    const std::string_view unit =
        std::string_view(text).substr(static_cast<std::size_t>(end - text.data()));
    for (const auto& [name, seconds] : units) {
        if (error == std::errc() && std::isfinite(number) && number > 0 && unit == name) {
            return number * seconds;
        }
    }
    return usage_error(fmt::format("--budget {}: a time above 0 with its unit is wanted, as 90s, "
                                   "10min or 2h",
                                   text));
}

bool Budget::allows(double now) {
    const double block = m_blocks == 0 ? 0 : m_blocks_s / m_blocks;
    m_spent = m_spent || (m_seconds && m_blocks > 0 && now + block > m_started + *m_seconds);
    return !m_spent;
}

void Budget::add_block(double seconds) {
    m_blocks_s += seconds;
    ++m_blocks;
}

} // namespace klp
