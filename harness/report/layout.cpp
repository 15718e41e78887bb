// SPDX-License-Identifier: Apache-2.0
#include "report/layout.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace klp {
namespace {

struct CodePoint {
    char32_t value = 0;
    std::size_t length = 0; ///< in bytes; 0 when the bytes are not UTF-8
};

bool is_continuation(char byte) {
    return (static_cast<unsigned char>(byte) & 0xc0U) == 0x80U;
}

CodePoint decode(std::string_view text) {
    const auto first = static_cast<unsigned char>(text.front());
    if (first < 0x80) {
        return {first, 1};
    }
    const std::size_t length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
    if (first < 0xc2 || first > 0xf4 || text.size() < length) {
        return {};
    }
    char32_t value = first & (0xffU >> (length + 1));
    for (std::size_t i = 1; i < length; ++i) {
        if (!is_continuation(text[i])) {
            return {};
        }
        value = (value << 6U) | (static_cast<unsigned char>(text[i]) & 0x3fU);
    }
    constexpr std::array<char32_t, 5> least{0, 0, 0x80, 0x800, 0x10000};
    const bool surrogate = value >= 0xd800 && value <= 0xdfff;
    return value < least.at(length) || value > 0x10ffff || surrogate ? CodePoint{}
                                                                     : CodePoint{value, length};
}

// Zero-width and direction-changing characters can make a line read as what it is not;
// noncharacters may not stand in XML.
bool deceives(char32_t c) {
    return (c >= 0x80 && c < 0xa0) || c == 0x61c || (c >= 0x200b && c <= 0x200f) ||
           (c >= 0x2028 && c <= 0x202e) || (c >= 0x2060 && c <= 0x206f) || c == 0xfeff ||
           (c >= 0xe0000 && c <= 0xe007f) || (c & 0xfffeU) == 0xfffe;
}

std::string escape(char32_t c) {
    switch (c) {
    case '\n':
        return "\\n";
    case '\t':
        return "\\t";
    case '\r':
        return "\\r";
    default:
        return c < 0x80 ? fmt::format("\\x{:02x}", static_cast<unsigned>(c))
                        : fmt::format("\\u{:04x}", static_cast<unsigned>(c));
    }
}

// The byte offset behind the first `count` code points.
std::size_t offset_of(std::string_view text, std::size_t count) {
    std::size_t offset = 0;
    while (offset < text.size() && (count > 0 || is_continuation(text[offset]))) {
        count -= is_continuation(text[offset]) ? 0 : 1;
        ++offset;
    }
    return offset;
}

// Where to end a line that is longer than `limit` bytes.
std::size_t break_of(std::string_view text, std::size_t limit) {
    const std::size_t space = text.substr(0, limit + 1).rfind(' ');
    if (space != std::string_view::npos && space > 0) {
        return space;
    }
    const std::size_t list = text.substr(0, limit).find_last_of(",;/");
    if (list != std::string_view::npos && list > limit / 2) { // before a name is torn
        return list + 1;
    }
    const std::size_t punctuation = text.substr(0, limit).find_last_of("/_.,=@-:;");
    return punctuation == std::string_view::npos || punctuation == 0 ? limit : punctuation + 1;
}

std::string_view without_leading_spaces(std::string_view text) {
    return text.substr(std::min(text.find_first_not_of(' '), text.size()));
}

} // namespace

std::string visible(std::string_view text) {
    std::string shown;
    while (!text.empty()) {
        const CodePoint c = decode(text);
        if (c.length == 0) {
            shown += fmt::format("\\x{:02x}", static_cast<unsigned char>(text.front()));
            text.remove_prefix(1);
            continue;
        }
        if (c.value < 0x20 || c.value == 0x7f || deceives(c.value)) {
            shown += escape(c.value);
        } else {
            shown += text.substr(0, c.length);
        }
        text.remove_prefix(c.length);
    }
    return shown;
}

std::string valid_utf8(std::string_view text) {
    std::string valid;
    while (!text.empty()) {
        const std::size_t length = decode(text).length;
        valid += length == 0 ? "\xef\xbf\xbd" : text.substr(0, length);
        text.remove_prefix(std::max<std::size_t>(length, 1));
    }
    return valid;
}

std::size_t text_width(std::string_view text) {
    std::size_t count = 0;
    for (const char byte : text) {
        count += is_continuation(byte) ? 0 : 1;
    }
    return count;
}

std::vector<std::string> wrap(std::string_view text, std::size_t width) {
    const std::string shown = visible(text);
    std::string_view rest = shown;
    std::vector<std::string> lines;
    while (text_width(rest) > width) {
        const std::size_t end = break_of(rest, offset_of(rest, width));
        lines.emplace_back(rest.substr(0, end));
        rest = without_leading_spaces(rest.substr(end));
    }
    if (!rest.empty() || lines.empty()) {
        lines.emplace_back(rest);
    }
    return lines;
}

std::vector<std::string> wrap_at(std::string_view text, std::string_view separator,
                                 std::size_t width) {
    const std::string mark(separator.substr(0, separator.find_last_not_of(' ') + 1));
    std::vector<std::string> lines(1);
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(separator), text.size());
        const bool is_last = end == text.size();
        const std::string part = visible(text.substr(0, end)) + (is_last ? "" : mark);
        text.remove_prefix(is_last ? end : end + separator.size());
        const std::string joined = lines.back() + (lines.back().empty() ? "" : " ") + part;
        if (text_width(joined) <= width) {
            lines.back() = joined;
            continue;
        }
        if (lines.back().empty()) {
            lines.pop_back();
        }
        const std::vector<std::string> own = wrap(part, width);
        lines.insert(lines.end(), own.begin(), own.end());
    }
    return lines;
}

std::string paragraph(std::string_view text, std::size_t indent) {
    std::string result;
    for (const std::string& line : wrap(text, page_width - indent)) {
        result += std::string(indent, ' ') + line + "\n";
    }
    return result;
}

std::string quotation(std::string_view text, std::size_t indent, std::size_t most_lines) {
    const std::string margin = std::string(indent, ' ') + "| ";
    std::string result;
    std::size_t lines = 0;
    while (!text.empty()) {
        const std::string_view line = text.substr(0, text.find('\n'));
        text.remove_prefix(std::min(text.size(), line.size() + 1));
        for (const std::string& part : wrap(line, page_width - margin.size())) {
            if (++lines <= most_lines) {
                result += margin + part + "\n";
            }
        }
    }
    if (lines > most_lines) {
        result += fmt::format("{}({} more lines; the JSON report has them all)\n", margin,
                              lines - most_lines);
    }
    return result;
}

} // namespace klp
