// SPDX-License-Identifier: Apache-2.0
#include "config/load_livepatched.hpp"

#include "config/files.hpp"
#include "config/parse_toml.hpp"
#include "config/table_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string>
#include <utility>

namespace klp {
namespace {

constexpr std::string_view digits = "0123456789";

bool is_identifier(std::string_view name) {
    constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_";
    return !name.empty() && letters.find(name.front()) != std::string_view::npos &&
           std::all_of(name.begin(), name.end(), [letters](char c) {
               return letters.find(c) != std::string_view::npos ||
                      digits.find(c) != std::string_view::npos;
           });
}

bool is_path_in_tree(const std::filesystem::path& path) {
    return path.is_relative() && path.has_extension() && path == path.lexically_normal() &&
           *path.begin() != "..";
}

// CVE-YEAR-NUMBER, the number of four digits or more.
bool is_cve(std::string_view name) {
    constexpr std::string_view prefix = "CVE-";
    constexpr std::size_t year_end = prefix.size() + 4;
    const auto all_digits = [](std::string_view text) {
        return text.find_first_not_of(digits) == std::string_view::npos;
    };
    return name.starts_with(prefix) && name.size() >= year_end + 5 && name[year_end] == '-' &&
           all_digits(name.substr(prefix.size(), 4)) && all_digits(name.substr(year_end + 1));
}

/// Reads a string that must fit a form, which `form` names: "\"x\" is no FORM".
template <typename Fits>
std::string formed(TableReader& reader, std::string_view key, Presence presence, Fits fits,
                   std::string_view form, Faults& faults) {
    std::string text = reader.text(key, presence);
    const Node* const node = reader.find(key, Node::Type::text, Presence::optional);
    if (node != nullptr && !fits(text)) {
        faults.add(node->place, fmt::format("\"{}\" is no {}", printable(text), form));
    }
    return text;
}

LivepatchedFunction read_function(const Node& table, Faults& faults) {
    TableReader reader(table, {"function", "file", "cve", "source", "patched"}, faults);
    LivepatchedFunction row;
    row.function = formed(reader, "function", Presence::required, is_identifier,
                          "name of a C function", faults);
    row.file = formed(reader, "file", Presence::required, is_path_in_tree,
                      "path of a source file in the kernel's tree, such as \"mm/mmap.c\"", faults);
    row.cve = formed(reader, "cve", Presence::optional, is_cve,
                     "CVE number, such as \"CVE-2022-0492\"", faults);
    row.source = formed(
        reader, "source", Presence::required,
        [](const std::string& url) { return url.starts_with("https://"); },
        "URL that begins with https://", faults);
    row.patched = reader.text("patched", Presence::required);
    return row;
}

} // namespace

Result<std::vector<LivepatchedFunction>> load_livepatched(const std::filesystem::path& file) {
    const Result<Node> root = parse_toml(file);
    if (!root) {
        return tl::unexpected(root.error());
    }
    Faults faults(file);
    TableReader reader(*root, {"function"}, faults);
    std::vector<LivepatchedFunction> functions;
    std::set<std::pair<std::string, std::string>> known;
    for (const Node& table : reader.tables("function", Presence::required)) {
        LivepatchedFunction row = read_function(table, faults);
        if (!known.emplace(row.function, row.file).second) {
            faults.add(table.place, fmt::format("{} of {} is given twice", printable(row.function),
                                                printable(row.file)));
        }
        functions.push_back(std::move(row));
    }
    return faults.unless_any(std::move(functions));
}

} // namespace klp
