// SPDX-License-Identifier: Apache-2.0
#include "build/layout_script.hpp"

#include "base/shuffle.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

namespace klp {
namespace {

// The groups of GNU ld's default script in its order; the last takes every other function.
constexpr std::array<std::string_view, 6> group_prefixes{
    ".text.unlikely.", ".text.exit.", ".text.startup.", ".text.hot.", ".text.sorted.", ".text."};

constexpr std::string_view unlikely_suffix = "_unlikely"; // ".text.*_unlikely" is in the script

std::size_t group_of(std::string_view section) {
    if (section.ends_with(unlikely_suffix)) {
        return 0;
    }
    const auto* group =
        std::find_if(group_prefixes.begin(), group_prefixes.end(),
                     [section](std::string_view prefix) { return section.starts_with(prefix); });
    return static_cast<std::size_t>(group - group_prefixes.begin());
}

// ".text.hot" without a function's name holds the code of objects that have no section a function.
bool is_of_one_function(std::string_view section) {
    return section.starts_with(group_prefixes.back()) &&
           std::none_of(group_prefixes.begin(), group_prefixes.end(), [&](std::string_view prefix) {
               return section == prefix || section == prefix.substr(0, prefix.size() - 1);
           });
}

// Nothing that ends a quotation or that stands for other characters.
bool is_plain(std::string_view section) {
    return std::all_of(section.begin(), section.end(), [](char byte) {
        return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
               (byte >= '0' && byte <= '9') || byte == '.' || byte == '_' || byte == '$';
    });
}

std::uint64_t draw_pad(std::mt19937_64& engine) {
    constexpr std::uint64_t unit = 16; // the alignment of functions, and no less than of most data
    constexpr std::uint64_t page = 4096;
    return unit * draw_below(page / unit, engine);
}

/// Where the statements of an output section begin; npos when the script has no such section.
std::size_t head_of(const std::string& script, std::string_view output_section) {
    for (std::size_t line = 0; line < script.size();) {
        const std::size_t end = std::min(script.find('\n', line), script.size());
        const std::size_t word = std::min(script.find_first_not_of(" \t", line), end);
        const std::string_view text = std::string_view(script).substr(word, end - word);
        if (text.starts_with(output_section) && text.size() > output_section.size() &&
            std::string_view(" \t:").find(text[output_section.size()]) != std::string_view::npos) {
            const std::size_t brace = script.find('{', word);
            return brace == std::string::npos ? brace : brace + 1;
        }
        line = end + 1;
    }
    return std::string::npos;
}

} // namespace

Placement draw_placement(const std::vector<std::string>& sections, std::uint64_t seed) {
    // In the order of their names, so that the order of the objects' sections does not matter.
    std::array<std::set<std::string>, group_prefixes.size()> groups;
    for (const std::string& section : sections) {
        if (is_of_one_function(section) && is_plain(section)) {
            groups.at(group_of(section)).insert(section);
        }
    }
    std::mt19937_64 engine(seed);
    Placement placement;
    placement.text_pad = draw_pad(engine);
    placement.rodata_pad = draw_pad(engine);
    placement.data_pad = draw_pad(engine);
    placement.bss_pad = draw_pad(engine);
    for (const std::set<std::string>& group : groups) {
        std::vector<std::string> order(group.begin(), group.end());
        shuffle(order, engine);
        placement.groups += order.empty() ? 0 : 1;
        placement.sections.insert(placement.sections.end(), order.begin(), order.end());
    }
    return placement;
}

std::optional<std::string> script_in(std::string_view verbose_output) {
    constexpr std::string_view rule = "==================================================\n";
    const std::size_t first = verbose_output.find(rule);
    const std::size_t last = verbose_output.rfind(rule);
    if (!verbose_output.starts_with("GNU ld") || first == last) {
        return std::nullopt;
    }
    const std::size_t start = first + rule.size();
    return std::string(verbose_output.substr(start, last - start));
}

Result<std::string> place(std::string script, const Placement& placement) {
    std::string text = fmt::format(" . = . + {};\n", placement.text_pad);
    for (const std::string& section : placement.sections) {
        text += fmt::format("    *(\"{}\")\n", section);
    }
    const std::array<std::pair<std::string_view, std::string>, 4> insertions{
        {{".text", std::move(text)},
         {".rodata", fmt::format(" . = . + {};", placement.rodata_pad)},
         {".data", fmt::format(" . = . + {};", placement.data_pad)},
         {".bss", fmt::format(" . = . + {};", placement.bss_pad)}}};
    for (const auto& [section, statements] : insertions) {
        const std::size_t head = head_of(script, section);
        if (head == std::string::npos) {
            return failure(fmt::format("the linker's script has no output section {}", section));
        }
        script.insert(head, statements);
    }
    return script;
}

} // namespace klp
