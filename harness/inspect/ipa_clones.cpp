// SPDX-License-Identifier: Apache-2.0
#include "inspect/ipa_clones.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

namespace klp {
namespace {

constexpr std::string_view clone_prefix = "Callgraph clone;";
constexpr std::string_view removal_prefix = "Callgraph removal;";
constexpr std::size_t most_fields = 14;

struct Fields {
    std::array<std::string_view, most_fields> at;
    std::size_t count = 0; ///< most_fields + 1 when there were more
};

Fields split(std::string_view line) {
    Fields fields;
    for (;;) {
        const std::size_t semicolon = line.find(';');
        if (fields.count == most_fields) {
            ++fields.count;
            return fields;
        }
        fields.at.at(fields.count++) = line.substr(0, semicolon);
        if (semicolon == std::string_view::npos) {
            return fields;
        }
        line.remove_prefix(semicolon + 1);
    }
}

std::optional<std::int32_t> number(std::string_view text) {
    std::int32_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size()) {
        return std::nullopt;
    }
    return value;
}

// Five fields from `first`: name;order;file;line;column.
std::optional<DumpFunction> function_at(const Fields& fields, std::size_t first) {
    const auto order = number(fields.at.at(first + 1));
    const auto line = number(fields.at.at(first + 3));
    const auto column = number(fields.at.at(first + 4));
    if (!order || !line || !column || fields.at.at(first).empty()) {
        return std::nullopt;
    }
    return DumpFunction{fields.at.at(first), fields.at.at(first + 2), *order, *line, *column};
}

std::optional<CloneEvent> clone_event(const Fields& fields) {
    // 12 fields less the prefix are 11; the older form has "<-" between the two functions and
    // "optimization:" before the reason.
    const bool older = fields.count == 13 && fields.at.at(5) == "<-";
    if (fields.count != 11 && !older) {
        return std::nullopt;
    }
    const auto first = function_at(fields, 0);
    const auto second = function_at(fields, older ? 6 : 5);
    if (!first || !second) {
        return std::nullopt;
    }
    const std::string_view reason = fields.at.at(fields.count - 1);
    return CloneEvent{*first, *second, reason};
}

} // namespace

ClonesDump read_clones_dump(std::string_view text) {
    ClonesDump dump;
    for (std::int64_t line_number = 1; !text.empty(); ++line_number) {
        std::string_view line = text.substr(0, text.find('\n'));
        text.remove_prefix(std::min(text.size(), line.size() + 1));
        line = line.substr(0, line.size() - (line.ends_with('\r') ? 1 : 0));
        const auto malformed = [&dump, line_number](const char* what) {
            dump.malformed.push_back({line_number, what});
        };
        if (line.starts_with(clone_prefix)) {
            if (const auto event = clone_event(split(line.substr(clone_prefix.size())))) {
                dump.clones.push_back(*event);
            } else {
                malformed("not a `Callgraph clone` line of 12 or 14 fields");
            }
        } else if (line.starts_with(removal_prefix)) {
            const Fields fields = split(line.substr(removal_prefix.size()));
            const auto removed = fields.count == 5 ? function_at(fields, 0) : std::nullopt;
            if (removed) {
                dump.removals.push_back(*removed);
            } else {
                malformed("not a `Callgraph removal` line of 6 fields");
            }
        } else if (!line.empty()) {
            malformed("neither a `Callgraph clone` nor a `Callgraph removal` line");
        }
    }
    return dump;
}

} // namespace klp
