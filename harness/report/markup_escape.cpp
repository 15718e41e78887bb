// SPDX-License-Identifier: Apache-2.0
#include "report/markup_escape.hpp"

#include "report/layout.hpp"

#include <algorithm>

namespace klp {

std::string markup_words(std::string_view text) {
    std::string words;
    for (const char c : visible(text)) {
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
        case '"':
            words += "&quot;";
            break;
        case '\'':
            words += "&apos;";
            break;
        default:
            words += c;
        }
    }
    return words;
}

std::string markup_lines(std::string_view text) {
    std::string lines;
    std::size_t begin = 0;
    while (begin <= text.size()) {
        const std::size_t end = std::min(text.find('\n', begin), text.size());
        lines += begin == 0 ? "" : "\n";
        lines += markup_words(text.substr(begin, end - begin));
        begin = end + 1;
    }
    return lines;
}

} // namespace klp
