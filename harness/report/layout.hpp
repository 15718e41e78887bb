// SPDX-License-Identifier: Apache-2.0
//
// Laying out plain text. Widths are counted in code points.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace klp {

inline constexpr std::size_t page_width = 80;

/// `text` as valid UTF-8 on one line: control characters, invisible and direction-changing code
/// points and bytes that are not UTF-8 become `\n`, `\x1b`, `\u202e`.
std::string visible(std::string_view text);

/// `text` with every byte that is not UTF-8 replaced by U+FFFD.
std::string valid_utf8(std::string_view text);

/// Code points of valid UTF-8.
std::size_t text_width(std::string_view text);

/// `visible(text)` in lines of at most `width` code points, broken at spaces; a word that is too
/// long is broken after punctuation, else anywhere. At least one line.
std::vector<std::string> wrap(std::string_view text, std::size_t width);

/// `text` in lines of at most `width` code points, broken between the parts that `separator` parts,
/// which then ends a line; a part that is too long by itself as `wrap` does it.
std::vector<std::string> wrap_at(std::string_view text, std::string_view separator,
                                 std::size_t width);

/// `text` wrapped to the page behind `indent` spaces, each line with its newline.
std::string paragraph(std::string_view text, std::size_t indent);

/// Verbatim output of a program: its lines kept, each wrapped behind `| `, no more than
/// `most_lines` of them.
std::string quotation(std::string_view text, std::size_t indent, std::size_t most_lines);

} // namespace klp
