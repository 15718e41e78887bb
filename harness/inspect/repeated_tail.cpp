// SPDX-License-Identifier: Apache-2.0
#include "inspect/repeated_tail.hpp"

#include <algorithm>
#include <bit>

namespace klp {
namespace {

constexpr std::size_t least_buffer = 4096;
constexpr std::size_t largest_buffer = 65536;

// How often the last `length` bytes stand at the end, one after the other.
std::size_t times_at_end(std::string_view text, std::size_t length) {
    const std::string_view tail = text.substr(text.size() - length);
    std::size_t times = 0;
    while (text.ends_with(tail)) {
        text.remove_suffix(length);
        ++times;
    }
    return times;
}

bool is_one_line(std::string_view tail) {
    return tail.find('\n') == tail.size() - 1 && tail.starts_with("Callgraph ");
}

} // namespace

std::string_view without_repeated_tail(std::string_view wpa_dump) {
    const std::size_t longest = std::min(wpa_dump.size() / 2, largest_buffer - 1);
    if (longest == 0) {
        return wpa_dump;
    }
    // Both ends of a repetition are ends of lines, or whatever byte the text ends in.
    for (std::size_t at = wpa_dump.size() - 1; at != 0;) {
        at = wpa_dump.rfind(wpa_dump.back(), at - 1);
        if (at == std::string_view::npos || wpa_dump.size() - 1 - at > longest) {
            break;
        }
        const std::size_t length = wpa_dump.size() - 1 - at;
        std::size_t times = times_at_end(wpa_dump, length);
        const std::size_t buffer = std::max(least_buffer, std::bit_ceil(length + 1));
        for (; times > 1; --times) {
            const std::size_t start = wpa_dump.size() - times * length;
            if (start % buffer == 0 && !is_one_line(wpa_dump.substr(start, length))) {
                return wpa_dump.substr(0, start + length);
            }
        }
    }
    return wpa_dump;
}

std::string_view dump_lines(DumpStage stage, std::string_view dump) {
    return stage == DumpStage::wpa ? without_repeated_tail(dump) : dump;
}

} // namespace klp
