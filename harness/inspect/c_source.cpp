// SPDX-License-Identifier: Apache-2.0
#include "inspect/c_source.hpp"

#include "inspect/c_directives.hpp"
#include "inspect/c_item.hpp"
#include "inspect/c_tokens.hpp"

#include <algorithm>
#include <optional>
#include <utility>

namespace klp {
namespace {

using Words = std::vector<std::string_view>;

// Where the scan stands between two tokens.
struct Place {
    int braces = 0;
    int parentheses = 0;                 // outside of braces
    CBrace brace = CBrace::function;     // what the outermost open brace began
    std::optional<std::size_t> function; // the item whose body is open
};

struct Conditional {
    std::size_t row = 0; // in CSource::conditionals
    Place before;
    bool inside_head = false; // of an item that began before it
};

class Scanner {
public:
    Scanner(std::string_view text, bool inside_comment) : m_tokens(text, inside_comment) {}

    CSource scan() {
        for (CToken token = m_tokens.next(); token.kind != CTokenKind::end;
             token = m_tokens.next()) {
            if (token.kind == CTokenKind::directive) {
                read_directive(token);
            } else if (m_skipped == 0) {
                read_token(token);
            }
            m_last_line = m_tokens.line();
        }
        if (m_place.function) {
            close_function(m_last_line);
        }
        end_declaration(m_last_line);
        m_source.comments = m_tokens.comments();
        return std::move(m_source);
    }

private:
    void read_token(const CToken& token) {
        if (m_head.empty() && m_place.braces == 0) {
            m_first_line = token.line;
        }
        if (token.kind == CTokenKind::identifier) {
            m_mentions.push_back(token.text);
        }
        if (m_place.braces > 0) {
            read_inside(token);
        } else {
            read_outside(token);
        }
        m_before = m_previous;
        m_previous = token;
    }

    void read_inside(const CToken& token) {
        if (m_place.brace == CBrace::type) {
            read_member(token);
        }
        m_place.braces += token.is('{') ? 1 : 0;
        m_place.braces -= token.is('}') ? 1 : 0;
        if (m_place.braces == 0) {
            m_place.parentheses = 0;
            if (m_place.function) {
                close_function(token.line);
            }
        }
    }

    // A member or constant is named before one of `; , [ : = }`, a pointer to a function in
    // `(*NAME)`, a type in `struct NAME {`.
    void read_member(const CToken& token) {
        m_place.parentheses += token.is('(') ? 1 : 0;
        m_place.parentheses -= token.is(')') ? 1 : 0;
        const bool ends_name =
            token.kind == CTokenKind::punct &&
            std::string_view(";,[:=}{").find(token.text) != std::string_view::npos;
        const bool pointer = token.is(')') && m_before.is('*') && m_place.parentheses == 0;
        if (m_previous.kind == CTokenKind::identifier && !is_type_word(m_previous) &&
            ((ends_name && m_place.parentheses <= 0) || pointer)) {
            m_members.push_back(m_previous.text);
        }
    }

    void read_outside(const CToken& token) {
        // A brace at the left edge ends a parenthesis that some branch of an #if left open.
        if (token.is('{') && token.column == 1) {
            m_place.parentheses = 0;
        }
        if (m_place.parentheses == 0 && token.is('{')) {
            open_brace();
        } else if (m_place.parentheses == 0 && token.is(';')) {
            end_declaration(token.line);
        } else if (m_place.parentheses == 0 && token.is('}')) {
            clear(); // of `extern "C" {`
        } else {
            m_place.parentheses += token.is('(') ? 1 : 0;
            m_place.parentheses -= token.is(')') && m_place.parentheses > 0 ? 1 : 0;
            m_head.push_back(token);
        }
    }

    void open_brace() {
        split_leading(); // first: it may take away what looks like the head of a function
        m_place.brace = brace_after(m_head);
        if (m_place.brace == CBrace::linkage) {
            clear();
            return;
        }
        m_place.braces = 1;
        if (m_place.brace == CBrace::type) {
            m_has_members = true;
            if (!m_head.empty() && m_head.back().kind == CTokenKind::identifier &&
                !is_type_word(m_head.back())) {
                m_members.push_back(m_head.back().text);
                m_tag = m_head.back();
            }
        } else if (m_place.brace == CBrace::function) {
            open_function();
        }
    }

    // Makes items of uses of macros without a semicolon that stand before what m_head is.
    void split_leading() {
        for (std::size_t end = leading_invocation(m_head); end != 0 && !m_has_members;
             end = leading_invocation(m_head)) {
            const auto after = m_head.begin() + static_cast<std::ptrdiff_t>(end);
            const auto words = std::count_if(m_head.begin(), after, [](const CToken& token) {
                return token.kind == CTokenKind::identifier;
            });
            const Words rest(m_mentions.begin() + words, m_mentions.end());
            m_mentions.resize(static_cast<std::size_t>(words));
            add_declaration(describe_declaration({m_head.begin(), after}, false),
                            m_head[end - 1].line);
            m_mentions = rest;
            m_head.erase(m_head.begin(), after);
            m_first_line = m_head.front().line;
        }
    }

    void open_function() {
        const std::size_t name = function_name(m_head);
        CItem item;
        item.kind = CItemKind::function;
        item.name = m_head[name].text;
        item.line = m_head[name].line;
        item.column = m_head[name].column;
        item.first_line = m_first_line;
        item.last_line = item.line;
        item.declares.push_back(item.name);
        m_source.items.push_back(std::move(item));
        m_place.function = m_source.items.size() - 1;
    }

    void close_function(int line) {
        CItem& item = m_source.items[*m_place.function];
        item.last_line = std::max(item.last_line, line);
        item.mentions = std::exchange(m_mentions, {});
        sort_unique(item.mentions);
        m_place.function.reset();
        clear();
    }

    void end_declaration(int line) {
        if (!m_head.empty()) {
            split_leading();
            add_declaration(describe_declaration(m_head, m_has_members), line);
        }
        clear();
    }

    void add_declaration(CItem item, int last_line) {
        item.first_line = m_first_line;
        item.last_line = last_line;
        if (m_tag.kind == CTokenKind::identifier) {
            item.name = m_tag.text;
            item.line = m_tag.line;
            item.column = m_tag.column;
        }
        item.line = item.line == 0 ? m_first_line : item.line;
        item.declares.insert(item.declares.end(), m_members.begin(), m_members.end());
        sort_unique(item.declares);
        item.mentions = std::exchange(m_mentions, {});
        sort_unique(item.mentions);
        m_source.items.push_back(std::move(item));
    }

    void clear() {
        m_head.clear();
        m_mentions.clear();
        m_members.clear();
        m_has_members = false;
        m_tag = {};
    }

    void read_directive(const CToken& directive) {
        const bool begins = directive.text.starts_with("if");
        const bool turns = directive.text == "else" || directive.text.starts_with("elif");
        const bool ends = directive.text == "endif";
        if (begins || turns || ends) {
            m_source.conditional_lines.push_back(directive.line);
        }
        if (m_skipped == 0 && directive.text == "define") {
            if (auto macro = read_macro(m_tokens, directive.line)) {
                m_source.macros.push_back(std::move(*macro));
            }
            return;
        }
        if (m_skipped == 0 && directive.text == "include") {
            m_source.includes.push_back(read_include(m_tokens, directive.line));
            return;
        }
        if (begins) {
            begin_conditional(directive);
            return;
        }
        if (turns) {
            turn_conditional(directive.line);
        } else if (ends) {
            end_conditional(directive.line);
        }
        skip_line(m_tokens);
    }

    void begin_conditional(const CToken& directive) {
        const bool never = read_condition(m_tokens) == "0" && directive.text == "if";
        m_source.conditionals.push_back({directive.line, directive.line});
        m_open.push_back({m_source.conditionals.size() - 1, m_place, !m_head.empty()});
        if (m_skipped == 0 && never) {
            m_skipped = m_open.size();
        }
    }

    // Every branch begins where the first one did.
    void turn_conditional(int line) {
        if (m_open.empty()) {
            return;
        }
        if (m_skipped != 0) {
            m_skipped = m_skipped == m_open.size() ? 0 : m_skipped;
            return;
        }
        const Place& before = m_open.back().before;
        if (m_place.function && m_place.function != before.function) {
            close_function(line - 1);
        }
        if (before.function && !m_place.function) {
            m_mentions = std::exchange(m_source.items[*before.function].mentions, {});
        }
        if (m_place.braces == 0 && before.braces == 0 && !m_open.back().inside_head) {
            end_branch(line - 1);
        }
        m_place = before;
    }

    // A head of a function may have its body after #endif; other text without a semicolon ends
    // here.
    void end_branch(int last_line) {
        split_leading();
        const CItem item = describe_declaration(m_head, m_has_members);
        if (item.kind == CItemKind::invocation) {
            end_declaration(last_line);
        } else if (function_name(m_head) == m_head.size()) {
            clear();
        }
    }

    void end_conditional(int line) {
        if (m_open.empty()) {
            return;
        }
        m_skipped = m_skipped == m_open.size() ? 0 : m_skipped;
        m_source.conditionals[m_open.back().row].last = line;
        m_open.pop_back();
    }

    CTokens m_tokens;
    CSource m_source;
    Place m_place;
    std::vector<Conditional> m_open;
    std::size_t m_skipped = 0;  // depth in m_open of the `#if 0` that is passed over
    std::vector<CToken> m_head; // of the current item, outside of braces
    Words m_mentions;
    Words m_members;
    bool m_has_members = false;
    CToken m_tag; // of the type whose members were read
    int m_first_line = 1;
    int m_last_line = 1;
    CToken m_previous;
    CToken m_before;
};

} // namespace

CSource scan_c_source(std::string_view text) {
    return Scanner(text, false).scan();
}

CFragment scan_c_fragment(std::string_view text, bool inside_comment) {
    CFragment fragment;
    fragment.scan = Scanner(text, inside_comment).scan();
    CTokens tokens(text, inside_comment);
    for (CToken token = tokens.next(); token.kind != CTokenKind::end; token = tokens.next()) {
        // A line break means something after a directive only.
        if (token.kind == CTokenKind::directive) {
            fragment.code += "\n#";
        }
        fragment.code.append(token.kind == CTokenKind::line_end ? "\n" : token.text).append(" ");
    }
    return fragment;
}

} // namespace klp
