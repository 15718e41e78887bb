// SPDX-License-Identifier: Apache-2.0
#include "model/unit_log.hpp"

namespace klp {

std::string unit_log_line(const LoggedUnit& unit) {
    std::string line = unit.unit;
    for (const std::string& argument : unit.arguments) {
        line += '\0';
        line += argument;
    }
    return line + '\n';
}

std::vector<LoggedUnit> read_unit_log(std::string_view text) {
    std::vector<LoggedUnit> units;
    for (std::size_t end = text.find('\n'); end != std::string_view::npos; end = text.find('\n')) {
        std::string_view line = text.substr(0, end);
        text.remove_prefix(end + 1);
        LoggedUnit unit;
        std::size_t at = line.find('\0');
        unit.unit = line.substr(0, at);
        while (at != std::string_view::npos) {
            line.remove_prefix(at + 1);
            at = line.find('\0');
            unit.arguments.emplace_back(line.substr(0, at));
        }
        units.push_back(std::move(unit));
    }
    return units;
}

} // namespace klp
