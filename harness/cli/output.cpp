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
    const char* no_color = std::getenv("NO_COLOR");
    return isatty(STDOUT_FILENO) != 0 && (no_color == nullptr || *no_color == '\0');
}

} // namespace klp
