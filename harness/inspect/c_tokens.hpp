// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/c_source.hpp"

#include <cstdint>
#include <string_view>
#include <vector>

namespace klp {

enum class CTokenKind : std::uint8_t {
    identifier, ///< keywords too
    number,
    literal,   ///< a string or character, without its prefix (which is an identifier)
    punct,     ///< one character
    directive, ///< `#NAME` that begins a line; its text is the name
    line_end,  ///< of a directive; nowhere else
    end,
};

struct CToken {
    CTokenKind kind = CTokenKind::end;
    std::string_view text;
    int line = 1;
    int column = 1;

    bool is(char c) const { return kind == CTokenKind::punct && text.front() == c; }
    bool is(std::string_view word) const { return kind == CTokenKind::identifier && text == word; }
};

/// The tokens of C text one after another. Never fails: a literal ends with its line, a comment
/// with the text. Lines that end in a backslash go on, in directives too.
class CTokens {
public:
    /// With `inside_comment` the text begins in the middle of a comment.
    explicit CTokens(std::string_view text, bool inside_comment = false);

    CToken next();

    /// What is left of a directive's first line; the next token is what follows it.
    std::string_view rest_of_line();

    /// Line of the last token.
    int line() const { return m_token_line; }

    /// Comments of several lines that were passed so far.
    const std::vector<CLines>& comments() const { return m_comments; }

private:
    bool skip_layout(); ///< true at the end of a directive's line
    void skip_comment();
    void end_line();
    CToken token(CTokenKind kind, std::size_t end);
    std::size_t literal_end() const;
    char at(std::size_t index) const { return index < m_text.size() ? m_text[index] : '\0'; }

    std::string_view m_text;
    std::size_t m_at = 0;
    std::size_t m_line_start = 0;
    int m_line = 1;
    int m_token_line = 1;
    bool m_line_is_blank = true; ///< so far: where a `#` is a directive's
    bool m_in_directive = false;
    std::vector<CLines> m_comments;
};

} // namespace klp
