// SPDX-License-Identifier: Apache-2.0
#include "kbuild/collection_report.hpp"

#include "kbuild/name_pattern.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace klp {
namespace {

constexpr std::string_view removing = "removing unused section '";

// The name in a message of the kind; empty in any other.
std::string_view removed_name(std::string_view line) {
    const std::size_t at = line.find(removing);
    if (at == std::string_view::npos) {
        return {};
    }
    const std::string_view rest = line.substr(at + removing.size());
    return rest.substr(0, rest.find("' in file '"));
}

template <typename Visitor> void visit_lines(std::string_view text, Visitor&& visit) {
    while (!text.empty()) {
        const std::string_view line = text.substr(0, text.find('\n'));
        text.remove_prefix(std::min(text.size(), line.size() + 1));
        visit(line);
    }
}

} // namespace

std::vector<std::uint32_t> removed_sections(const RelocatableObject& object,
                                            const std::vector<bool>& live,
                                            const std::vector<std::string>& drop,
                                            std::string_view linker_messages) {
    std::map<std::string_view, std::size_t> counts;
    visit_lines(linker_messages, [&](std::string_view line) {
        const std::string_view name = removed_name(line);
        if (!name.empty() && !matches_any(drop, name)) {
            ++counts[name];
        }
    });
    std::vector<std::uint32_t> removed;
    for (const bool unreachable : {true, false}) {
        for (std::uint32_t i = 1; i < object.sections.size(); ++i) {
            const auto count = counts.find(object.sections[i].name);
            // The linker does not mention empty sections.
            if (count != counts.end() && count->second != 0 && object.sections[i].bytes != 0 &&
                live[i] != unreachable) {
                --count->second;
                removed.push_back(i);
            }
        }
    }
    std::ranges::sort(removed);
    return removed;
}

std::string collection_report(const RelocatableObject& object,
                              const std::vector<std::uint32_t>& removed) {
    std::vector<bool> gone(object.sections.size());
    std::uint64_t bytes = 0;
    std::string lines;
    for (const std::uint32_t i : removed) {
        gone[i] = true;
        bytes += object.sections[i].bytes;
        lines += fmt::format("{} {}\n", object.sections[i].bytes, object.sections[i].name);
    }
    const auto functions = std::ranges::count_if(object.symbols, [&](const ObjectSymbol& symbol) {
        return symbol.function && gone[symbol.section];
    });
    return fmt::format("functions {}\nbytes {}\n{}", functions, bytes, lines);
}

std::string other_messages(std::string_view linker_messages) {
    std::string out;
    visit_lines(linker_messages, [&](std::string_view line) {
        if (removed_name(line).empty()) {
            out += fmt::format("{}\n", line);
        }
    });
    return out;
}

} // namespace klp
