// SPDX-License-Identifier: Apache-2.0
#include "inspect/c_tokens.hpp"

#include <algorithm>

namespace klp {
namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

// Bytes past ASCII are parts of identifiers, as in GCC's UTF-8 ones.
bool starts_identifier(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '$' ||
           static_cast<unsigned char>(c) >= 0x80;
}

bool continues_identifier(char c) {
    return starts_identifier(c) || is_digit(c);
}

} // namespace

CTokens::CTokens(std::string_view text, bool inside_comment) : m_text(text) {
    if (inside_comment) {
        skip_comment();
    }
}

void CTokens::end_line() {
    ++m_line;
    m_line_start = m_at;
    m_line_is_blank = true;
}

void CTokens::skip_comment() {
    const int first = m_line;
    while (m_at < m_text.size()) {
        if (m_text[m_at] == '*' && at(m_at + 1) == '/') {
            m_at += 2;
            break;
        }
        if (m_text[m_at++] == '\n') {
            ++m_line;
            m_line_start = m_at;
        }
    }
    if (m_line > first) {
        m_comments.push_back({first, m_line});
    }
}

bool CTokens::skip_layout() {
    while (m_at < m_text.size()) {
        const char c = m_text[m_at];
        if (c == '\n') {
            ++m_at;
            const int line = m_line;
            end_line();
            if (m_in_directive) {
                m_in_directive = false;
                m_token_line = line;
                return true;
            }
        } else if (c == ' ' || c == '\t' || c == '\r' || c == '\f' || c == '\v') {
            ++m_at;
        } else if (c == '\\' &&
                   (at(m_at + 1) == '\n' || (at(m_at + 1) == '\r' && at(m_at + 2) == '\n'))) {
            m_at += at(m_at + 1) == '\n' ? 2 : 3;
            const bool blank = m_line_is_blank;
            end_line();
            m_line_is_blank = blank && !m_in_directive;
        } else if (c == '/' && at(m_at + 1) == '*') {
            m_at += 2;
            skip_comment();
        } else if (c == '/' && at(m_at + 1) == '/') {
            while (m_at < m_text.size() && (m_text[m_at] != '\n' || m_text[m_at - 1] == '\\')) {
                if (m_text[m_at++] == '\n') {
                    end_line();
                }
            }
        } else {
            return false;
        }
    }
    const bool ended = m_in_directive;
    m_in_directive = false;
    return ended;
}

std::size_t CTokens::literal_end() const {
    const char quote = m_text[m_at];
    std::size_t end = m_at + 1;
    while (end < m_text.size() && m_text[end] != quote && m_text[end] != '\n') {
        end += m_text[end] == '\\' ? 2 : 1;
    }
    return std::min(m_text.size(), end + (at(end) == quote ? 1 : 0));
}

CToken CTokens::token(CTokenKind kind, std::size_t end) {
    const CToken made{kind, m_text.substr(m_at, end - m_at), m_line,
                      static_cast<int>(m_at - m_line_start) + 1};
    for (; m_at < end; ++m_at) {
        if (m_text[m_at] == '\n') { // escaped in a literal
            ++m_line;
            m_line_start = m_at + 1;
        }
    }
    m_token_line = made.line;
    m_line_is_blank = false;
    return made;
}

CToken CTokens::next() {
    if (skip_layout()) {
        return {CTokenKind::line_end, {}, m_token_line, 1};
    }
    if (m_at == m_text.size()) {
        return {CTokenKind::end, {}, m_line, 1};
    }
    const char c = m_text[m_at];
    std::size_t end = m_at + 1;
    if (starts_identifier(c)) {
        while (continues_identifier(at(end))) {
            ++end;
        }
        return token(CTokenKind::identifier, end);
    }
    if (is_digit(c)) {
        while (continues_identifier(at(end)) || at(end) == '.') {
            ++end;
        }
        return token(CTokenKind::number, end);
    }
    if (c == '"' || c == '\'') {
        return token(CTokenKind::literal, literal_end());
    }
    if (c == '#' && m_line_is_blank && !m_in_directive) {
        m_in_directive = true;
        ++m_at;
        while (at(m_at) == ' ' || at(m_at) == '\t') {
            ++m_at;
        }
        for (end = m_at; continues_identifier(at(end));) {
            ++end;
        }
        return token(CTokenKind::directive, end);
    }
    return token(CTokenKind::punct, end);
}

std::string_view CTokens::rest_of_line() {
    const std::size_t end = std::min(m_text.find('\n', m_at), m_text.size());
    const std::string_view rest = m_text.substr(m_at, end - m_at);
    m_at = end;
    return rest;
}

} // namespace klp
