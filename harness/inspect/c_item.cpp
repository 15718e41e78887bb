// SPDX-License-Identifier: Apache-2.0
#include "inspect/c_item.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace klp {
namespace {

using Tokens = std::vector<CToken>;

template <std::size_t N>
bool is_one_of(const CToken& token, const std::array<std::string_view, N>& words) {
    return token.kind == CTokenKind::identifier &&
           std::find(words.begin(), words.end(), token.text) != words.end();
}

// What takes arguments and is neither a function nor a use of a macro that makes one.
bool is_annotation(const CToken& token) {
    static constexpr std::array<std::string_view, 30> words{
        "__attribute__", "__attribute",   "asm",          "__asm__",
        "__asm",         "typeof",        "__typeof__",   "__typeof",
        "_Alignas",      "__acquires",    "__releases",   "__must_hold",
        "__acquire",     "__release",     "__printf",     "__scanf",
        "__aligned",     "__section",     "__malloc",     "__alloc_size",
        "__nonnull",     "__no_sanitize", "__cleanup",    "__alias",
        "__copy",        "__counted_by",  "__designated", "__cond_acquires",
        "__must_be",     "__declspec"};
    return is_one_of(token, words);
}

bool is_storage_word(const CToken& token) {
    return is_one_of(token, std::array<std::string_view, 5>{"static", "extern", "const", "inline",
                                                            "__always_inline"});
}

// The parenthesis that closes tokens[open], or the end.
std::size_t closing(const Tokens& tokens, std::size_t open) {
    int depth = 0;
    for (std::size_t i = open; i < tokens.size(); ++i) {
        depth += tokens[i].is('(') ? 1 : 0;
        depth -= tokens[i].is(')') ? 1 : 0;
        if (depth == 0) {
            return i;
        }
    }
    return tokens.size();
}

// In `(*NAME`, tokens[open] being the parenthesis: where NAME is, or 0.
std::size_t pointed_name(const Tokens& tokens, std::size_t open) {
    std::size_t at = open + 1;
    if (at >= tokens.size() || !tokens[at].is('*')) {
        return 0;
    }
    while (at < tokens.size() && (tokens[at].is('*') || tokens[at].is("const"))) {
        ++at;
    }
    return at < tokens.size() && tokens[at].kind == CTokenKind::identifier ? at : 0;
}

// The places of tokens outside of parentheses and not part of an annotation.
std::vector<std::size_t> outer_places(const Tokens& tokens) {
    std::vector<std::size_t> places;
    places.reserve(tokens.size());
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        const bool annotation =
            is_annotation(tokens[i]) && i + 1 < tokens.size() && tokens[i + 1].is('(');
        if (!annotation) {
            places.push_back(i);
        }
        if (annotation || tokens[i].is('(')) {
            i = closing(tokens, i + (annotation ? 1 : 0));
        }
    }
    return places;
}

void declare(CItem& item, const CToken& token) {
    if (item.name.empty()) {
        item.name = token.text;
        item.line = token.line;
        item.column = token.column;
    }
    item.declares.push_back(token.text);
}

// Names before `,`, `=`, `[`, `:` or the end, and in `(*NAME)`.
void declare_declarators(CItem& item, const Tokens& tokens) {
    const std::vector<std::size_t> outer = outer_places(tokens);
    bool in_value = false;
    for (std::size_t i = 0; i < outer.size(); ++i) {
        const CToken& token = tokens[outer[i]];
        in_value = (in_value || token.is('=')) && !token.is(',');
        if (in_value) {
            continue;
        }
        if (token.is('(') && pointed_name(tokens, outer[i]) != 0) {
            declare(item, tokens[pointed_name(tokens, outer[i])]);
        } else if (token.kind == CTokenKind::identifier) {
            const bool last = i + 1 == outer.size();
            const CToken& after = tokens[outer[last ? i : i + 1]];
            if (last || after.is(',') || after.is('=') || after.is('[') || after.is(':')) {
                declare(item, token);
            }
        }
    }
}

bool is_invocation(const Tokens& tokens, std::size_t name) {
    return std::all_of(tokens.begin(), tokens.begin() + static_cast<std::ptrdiff_t>(name),
                       is_storage_word);
}

// EXPORT_SYMBOL(f) and MODULE_LICENSE("x") name things and define none that code could mention.
bool defines_nothing(std::string_view macro) {
    return macro.starts_with("EXPORT_") || macro.starts_with("MODULE_");
}

void declare_invocation(CItem& item, const Tokens& tokens, std::size_t name) {
    item.kind = CItemKind::invocation;
    item.name = tokens[name].text;
    item.line = tokens[name].line;
    item.column = tokens[name].column;
    for (std::size_t i = name + 1; i < tokens.size() && !defines_nothing(item.name); ++i) {
        if (tokens[i].kind == CTokenKind::identifier) {
            item.declares.push_back(tokens[i].text);
        }
    }
}

} // namespace

bool is_type_word(const CToken& token) {
    return is_one_of(token, std::array<std::string_view, 3>{"struct", "union", "enum"});
}

CBrace brace_after(const Tokens& tokens) {
    if (tokens.size() >= 2 && tokens.back().kind == CTokenKind::literal &&
        tokens[tokens.size() - 2].is("extern")) {
        return CBrace::linkage;
    }
    const std::vector<std::size_t> outer = outer_places(tokens);
    const auto is_value = [&tokens](std::size_t at) { return tokens[at].is('='); };
    if (outer.empty() || std::any_of(outer.begin(), outer.end(), is_value)) {
        return CBrace::initialiser;
    }
    // `struct NAME {` has nothing but words before the brace; the parameters of a function end in
    // a parenthesis, of which outer_places keeps the opening one.
    for (std::size_t i = outer.size(); i-- > 0;) {
        const CToken& token = tokens[outer[i]];
        if (is_type_word(token)) {
            return CBrace::type;
        }
        if (token.kind != CTokenKind::identifier && !token.is(':')) {
            break;
        }
    }
    return function_name(tokens) < tokens.size() ? CBrace::function : CBrace::initialiser;
}

std::size_t function_name(const Tokens& tokens) {
    std::size_t found = tokens.size();
    std::size_t found_end = tokens.size(); // the parenthesis that closes its parameters
    for (std::size_t i = 0; i < tokens.size() && !tokens[i].is('='); ++i) {
        if (!tokens[i].is('(')) {
            continue;
        }
        const std::size_t close = closing(tokens, i);
        const std::size_t pointed = pointed_name(tokens, i);
        if (pointed != 0 && found == tokens.size()) {
            // `int (*f(int a))(int)` is a function, `int (*f)(int)` a pointer to one.
            if (pointed + 1 < close && tokens[pointed + 1].is('(')) {
                return pointed;
            }
            return tokens.size();
        }
        const bool named =
            i > 0 && tokens[i - 1].kind == CTokenKind::identifier && !is_annotation(tokens[i - 1]);
        // A word with arguments right after the parameters is an annotation, known or not, unless
        // it begins a line.
        const bool follows =
            i > 1 && found < tokens.size() && i - 2 == found_end && tokens[i - 1].column > 1;
        if (named && !follows) {
            found = i - 1;
            found_end = close;
        } else if (follows ||
                   (i > 0 && is_annotation(tokens[i - 1]) && i > 1 && i - 2 == found_end)) {
            found_end = close;
        }
        i = close;
    }
    return found;
}

std::size_t leading_invocation(const Tokens& tokens) {
    if (tokens.size() < 3 || tokens[0].kind != CTokenKind::identifier || is_annotation(tokens[0]) ||
        !tokens[1].is('(') || pointed_name(tokens, 1) != 0) {
        return 0;
    }
    const std::size_t end = closing(tokens, 1) + 1;
    if (end >= tokens.size() || tokens[end].kind != CTokenKind::identifier ||
        is_annotation(tokens[end])) {
        return 0;
    }
    // `MACRO(f) __init {` is a function and `MACRO(f) __used;` one use: what follows a use has
    // more to it than a word.
    const bool goes_on = end + 1 < tokens.size();
    const std::size_t name = function_name(tokens);
    return goes_on && (name == tokens.size() || name >= end) ? end : 0;
}

CItem describe_declaration(const Tokens& tokens, bool has_members) {
    CItem item;
    const bool is_typedef = !tokens.empty() && tokens[0].is("typedef");
    const std::size_t name = function_name(tokens);
    if (!is_typedef && !has_members && name < tokens.size()) {
        if (is_invocation(tokens, name)) {
            declare_invocation(item, tokens, name);
        } else {
            declare(item, tokens[name]);
        }
        return item;
    }
    declare_declarators(item, tokens);
    if (name < tokens.size()) { // typedef int f(int);
        declare(item, tokens[name]);
    }
    const bool is_extern =
        std::any_of(tokens.begin(), tokens.end(), [](const auto& t) { return t.is("extern"); });
    const bool only_named = tokens.size() == 2 && is_type_word(tokens[0]);
    if (is_typedef || has_members) {
        item.kind = CItemKind::type;
    } else if (!is_extern && !only_named) {
        item.kind = CItemKind::variable;
    }
    return item;
}

} // namespace klp
