// SPDX-License-Identifier: Apache-2.0
#include "cli/output.hpp"

#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace klp {

Status print_answer(std::string_view text) {
    const bool newline = !text.empty() && text.back() != '\n';
    if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size() ||
        (newline && std::fputc('\n', stdout) == EOF) || std::fflush(stdout) != 0) {
        return failure(std::string("cannot write to standard output: ") + std::strerror(errno));
    }
    return {};
}

bool wants_color() {
    const auto value = [](const char* name) {
        const char* text = std::getenv(name);
        return std::string_view(text == nullptr ? "" : text);
    };
    if (!value("NO_COLOR").empty()) {
        return false;
    }
    if (const std::string_view forced = value("CLICOLOR_FORCE"); !forced.empty() && forced != "0") {
        return true;
    }
    return value("CLICOLOR") != "0" && value("TERM") != "dumb" && isatty(STDOUT_FILENO) != 0;
}

} // namespace klp
