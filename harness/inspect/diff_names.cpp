// SPDX-License-Identifier: Apache-2.0
#include "inspect/diff_names.hpp"

#include <algorithm>
#include <utility>

namespace klp {
namespace {

bool is_octal(char c) {
    return c >= '0' && c <= '7';
}

char escaped(char c) {
    switch (c) {
    case 'a':
        return '\a';
    case 'b':
        return '\b';
    case 'f':
        return '\f';
    case 'n':
        return '\n';
    case 'r':
        return '\r';
    case 't':
        return '\t';
    case 'v':
        return '\v';
    default:
        return c;
    }
}

// `text` begins after the opening quote. Gives the name and what follows the closing quote.
std::pair<std::string, std::string_view> unquoted(std::string_view text) {
    std::string name;
    std::size_t at = 0;
    while (at < text.size() && text[at] != '"') {
        char c = text[at++];
        if (c == '\\' && at < text.size()) {
            c = text[at++];
            if (is_octal(c)) {
                int value = c - '0';
                for (int i = 0; i < 2 && at < text.size() && is_octal(text[at]); ++i) {
                    value = value * 8 + (text[at++] - '0');
                }
                c = static_cast<char>(value & 0xff);
            } else {
                c = escaped(c);
            }
        }
        name.push_back(c);
    }
    return {name, text.substr(std::min(text.size(), at + 1))};
}

std::string known(std::string_view name) {
    return std::string(name == "/dev/null" ? std::string_view() : name);
}

bool has_git_prefix(const std::string& name) {
    return name.size() > 2 && name[1] == '/' &&
           std::string_view("abciow").find(name[0]) != std::string_view::npos;
}

std::string_view after_first_component(std::string_view name) {
    const std::size_t slash = name.find('/');
    return slash == std::string_view::npos ? std::string_view() : name.substr(slash + 1);
}

} // namespace

std::string diff_name(std::string_view rest) {
    if (rest.starts_with('"')) {
        return known(unquoted(rest.substr(1)).first);
    }
    return known(rest.substr(0, rest.find('\t')));
}

DiffNames git_names(std::string_view rest) {
    if (rest.starts_with('"')) {
        const auto [first, after] = unquoted(rest.substr(1));
        return {first, after.starts_with(' ') ? diff_name(after.substr(1)) : std::string()};
    }
    // Names may hold spaces: of a file that is not renamed the two halves are equal.
    for (std::size_t space = rest.find(' '); space != std::string_view::npos;
         space = rest.find(' ', space + 1)) {
        const std::string_view first = rest.substr(0, space);
        const std::string_view second = rest.substr(space + 1);
        const bool prefixed = !after_first_component(first).empty() &&
                              after_first_component(first) == after_first_component(second);
        if (first == second || prefixed) {
            return {std::string(first), std::string(second)};
        }
    }
    return {};
}

DiffNames without_prefixes(DiffNames names) {
    const bool both = !names.old_name.empty() && !names.new_name.empty();
    const std::string_view old_rest = after_first_component(names.old_name);
    const std::string_view new_rest = after_first_component(names.new_name);
    const bool old_fits = names.old_name.empty() || has_git_prefix(names.old_name);
    const bool new_fits = names.new_name.empty() || has_git_prefix(names.new_name);
    const bool git = old_fits && new_fits && (!both || names.old_name[0] != names.new_name[0]);
    const bool folders =
        both && !old_rest.empty() && old_rest == new_rest && names.old_name != names.new_name;
    if (git || folders) {
        return {std::string(old_rest), std::string(new_rest)};
    }
    return names;
}

} // namespace klp
