// SPDX-License-Identifier: Apache-2.0
#include "cli/value_kinds.hpp"

#include "report/impact_report.hpp"
#include "report/report.hpp"

#include <algorithm>
#include <array>

namespace klp {
namespace {

struct KnownValue {
    std::string_view key; ///< as key_of gives it
    ValueKind kind;
};

// An option means the same in every command that has it.
constexpr std::array known_values{
    KnownValue{"EXP", ValueKind::experiment},
    KnownValue{"--experiment", ValueKind::experiment},
    KnownValue{"A", ValueKind::configuration},
    KnownValue{"B", ValueKind::configuration},
    KnownValue{"--configuration", ValueKind::configuration},
    KnownValue{"--dumps", ValueKind::folder},
    KnownValue{"--source", ValueKind::folder},
    KnownValue{"--acknowledge", ValueKind::free},
    KnownValue{"--budget", ValueKind::free},
    KnownValue{"--counters", ValueKind::free},
    KnownValue{"--function", ValueKind::free},
    KnownValue{"--jobs", ValueKind::free},
    KnownValue{"--run", ValueKind::free},
    KnownValue{"--why", ValueKind::free},
    KnownValue{"--workload", ValueKind::free},
};

template <typename Table> std::vector<std::string> names_of(const Table& table) {
    std::vector<std::string> names;
    names.reserve(table.size());
    for (const auto& row : table) {
        names.emplace_back(row.name);
    }
    return names;
}

} // namespace

const std::vector<Shell>& shells() {
    static const std::vector<Shell> table{{"bash", render_bash_completion},
                                          {"zsh", render_zsh_completion},
                                          {"fish", render_fish_completion}};
    return table;
}

ValueWords value_words(std::string_view command, const OptionDescription& option) {
    const std::string_view key = key_of(option);
    if (option.value.empty()) {
        return {ValueKind::free, {}};
    }
    if (key == "SHELL") {
        return {ValueKind::choice, names_of(shells())};
    }
    if (key == "--format") {
        return {ValueKind::choice,
                command == "impact" ? names_of(impact_formats()) : names_of(report_formats())};
    }
    const auto* const known = std::find_if(known_values.begin(), known_values.end(),
                                           [&](const KnownValue& row) { return row.key == key; });
    return {known == known_values.end() ? ValueKind::file : known->kind, {}};
}

} // namespace klp
