// SPDX-License-Identifier: Apache-2.0
//
// A warning reads "FILE: warning: objtool: FUNCTION+0xOFFSET: TEXT" or "FILE: warning: objtool:
// FUNCTION() TEXT" or "FILE: warning: objtool: TEXT: PLACE". Newer kernels say "error" for some.
#include "inspect/objtool.hpp"

#include <algorithm>
#include <cctype>

namespace klp {
namespace {

// What stands before the text: the place, which has an offset or is called like a function.
std::string_view without_place(std::string_view text) {
    const std::size_t colon = text.find(": ");
    if (colon != std::string_view::npos && text.substr(0, colon).find(' ') == std::string::npos) {
        return text.substr(colon + 2);
    }
    const std::size_t call = text.find("() ");
    if (call != std::string_view::npos && text.substr(0, call).find(' ') == std::string::npos) {
        return text.substr(call + 3);
    }
    return text;
}

// The part up to the first thing that differs from one warning of a kind to the next.
std::string kind_of(std::string_view text) {
    std::string kind;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find(' ', at), text.size());
        const std::string_view word = text.substr(at, end - at);
        at = end + 1;
        const bool is_word = !word.empty() && std::all_of(word.begin(), word.end(), [](char c) {
            return std::isalpha(static_cast<unsigned char>(c)) != 0 || c == '-' || c == '\'';
        });
        if (!is_word) {
            const bool ends_word = word.ends_with(':') && word.size() > 1 &&
                                   std::all_of(word.begin(), word.end() - 1, [](char c) {
                                       return std::isalpha(static_cast<unsigned char>(c)) != 0;
                                   });
            kind += ends_word
                        ? (kind.empty() ? "" : "_") + std::string(word.substr(0, word.size() - 1))
                        : "";
            break;
        }
        kind += kind.empty() ? "" : "_";
        std::copy_if(word.begin(), word.end(), std::back_inserter(kind),
                     [](char c) { return c != '\''; });
    }
    return kind.empty() ? "other" : kind;
}

} // namespace

std::map<std::string, int> objtool_warnings(std::string_view build_log) {
    std::map<std::string, int> kinds;
    while (!build_log.empty()) {
        const std::size_t end = std::min(build_log.find('\n'), build_log.size());
        const std::string_view line = build_log.substr(0, end);
        build_log.remove_prefix(std::min(end + 1, build_log.size()));
        for (const std::string_view mark : {": warning: objtool: ", ": error: objtool: "}) {
            if (const std::size_t at = line.find(mark); at != std::string_view::npos) {
                ++kinds[kind_of(without_place(line.substr(at + mark.size())))];
            }
        }
    }
    return kinds;
}

} // namespace klp
