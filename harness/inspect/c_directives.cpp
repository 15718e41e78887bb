// SPDX-License-Identifier: Apache-2.0
#include "inspect/c_directives.hpp"

#include <algorithm>
#include <utility>

namespace klp {
namespace {

using Words = std::vector<std::string_view>;

bool ends_line(const CToken& token) {
    return token.kind == CTokenKind::line_end || token.kind == CTokenKind::end;
}

// Reads up to the parenthesis that closes the parameters, or the end of the line.
Words read_parameters(CTokens& tokens, CToken& token) {
    Words parameters;
    for (; !token.is(')') && !ends_line(token); token = tokens.next()) {
        if (token.kind == CTokenKind::identifier) {
            parameters.push_back(token.text);
        }
    }
    return parameters;
}

} // namespace

std::optional<CMacro> read_macro(CTokens& tokens, int line) {
    const CToken name = tokens.next();
    if (name.kind != CTokenKind::identifier) {
        if (!ends_line(name)) {
            skip_line(tokens);
        }
        return std::nullopt;
    }
    CMacro macro{name.text, false, line, line, {}};
    Words parameters;
    CToken token = tokens.next();
    // Only a parenthesis that touches the name begins parameters.
    if (token.is('(') && token.text.data() == name.text.data() + name.text.size()) {
        macro.function_like = true;
        parameters = read_parameters(tokens, token);
    }
    for (; !ends_line(token); token = tokens.next()) {
        if (token.kind == CTokenKind::identifier &&
            std::find(parameters.begin(), parameters.end(), token.text) == parameters.end()) {
            macro.mentions.push_back(token.text);
        }
    }
    macro.last_line = token.line;
    sort_unique(macro.mentions);
    return macro;
}

CInclude read_include(CTokens& tokens, int line) {
    std::string_view rest = tokens.rest_of_line();
    skip_line(tokens);
    rest.remove_prefix(std::min(rest.size(), rest.find_first_not_of(" \t")));
    const char open = rest.empty() ? ' ' : rest.front();
    const std::size_t end = rest.find(open == '<' ? '>' : '"', 1);
    if ((open == '<' || open == '"') && end != std::string_view::npos) {
        return {rest.substr(1, end - 1), open == '"', line};
    }
    return {{}, false, line};
}

std::string_view read_condition(CTokens& tokens) {
    const CToken first = tokens.next();
    if (ends_line(first)) {
        return {};
    }
    const CToken second = tokens.next();
    if (ends_line(second)) {
        return first.text;
    }
    skip_line(tokens);
    return {};
}

void skip_line(CTokens& tokens) {
    while (!ends_line(tokens.next())) {
    }
}

void sort_unique(Words& words) {
    std::sort(words.begin(), words.end());
    words.erase(std::unique(words.begin(), words.end()), words.end());
    words.shrink_to_fit();
}

} // namespace klp
