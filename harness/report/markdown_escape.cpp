// SPDX-License-Identifier: Apache-2.0
//
// Backslash escapes keep a table readable as source; `&`, `<` and `>` become entities because
// tools before the renderer may look for tags. A block is <pre>: the entities that it holds can
// end neither the element nor the Markdown around it.
#include "report/markdown_escape.hpp"

#include "report/layout.hpp"

#include <cctype>

namespace klp {
namespace {

bool is_word(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0;
}

// An underscore between letters is no emphasis; escaping it would spoil every metric's name.
bool is_inside_word(std::string_view text, std::size_t i) {
    return i > 0 && i + 1 < text.size() && is_word(text[i - 1]) && is_word(text[i + 1]);
}

std::string html_words(std::string_view text) {
    std::string words;
    for (const char c : text) {
        switch (c) {
        case '&':
            words += "&amp;";
            break;
        case '<':
            words += "&lt;";
            break;
        case '>':
            words += "&gt;";
            break;
        case '|':
            words += "&#124;";
            break;
        case '`':
            words += "&#96;";
            break;
        default:
            words += c;
        }
    }
    return words;
}

} // namespace

std::string markdown_words(std::string_view text) {
    constexpr std::string_view special = "\\`*[]#~!$@|";
    const std::string shown = visible(text);
    std::string words;
    for (std::size_t i = 0; i < shown.size(); ++i) {
        const char c = shown[i];
        if (special.find(c) != std::string_view::npos || (c == '_' && !is_inside_word(shown, i))) {
            words += '\\';
            words += c;
        } else {
            words += html_words({&c, 1});
        }
    }
    return words;
}

std::string markdown_block(std::string_view text) {
    std::string block = "<pre>\n";
    while (!text.empty()) {
        const std::string_view line = text.substr(0, text.find('\n'));
        text.remove_prefix(std::min(text.size(), line.size() + 1));
        block += html_words(visible(line)) + "\n";
    }
    return block + "</pre>\n";
}

} // namespace klp
