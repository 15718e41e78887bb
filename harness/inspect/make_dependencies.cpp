// SPDX-License-Identifier: Apache-2.0
#include "inspect/make_dependencies.hpp"

#include <algorithm>

namespace klp {
namespace {

constexpr std::string_view blank = " \t\r\n\\";

bool is_source(std::string_view word) {
    return (word.ends_with(".c") || word.ends_with(".h")) && !word.starts_with('-') &&
           word.find_first_of("$()=\"'") == std::string_view::npos;
}

// kbuild writes the command line in front, in which `-D` and `-include` may name files too.
std::string_view after_command(std::string_view text) {
    if (text.starts_with("cmd_") || text.starts_with("savedcmd_")) {
        text.remove_prefix(std::min(text.size(), text.find('\n')));
    }
    return text;
}

} // namespace

std::vector<std::string_view> read_make_dependencies(std::string_view text) {
    std::vector<std::string_view> files;
    text = after_command(text);
    while (!text.empty()) {
        text.remove_prefix(std::min(text.size(), text.find_first_not_of(blank)));
        const std::string_view word = text.substr(0, text.find_first_of(blank));
        text.remove_prefix(word.size());
        if (is_source(word)) {
            files.push_back(word);
        }
    }
    return files;
}

} // namespace klp
