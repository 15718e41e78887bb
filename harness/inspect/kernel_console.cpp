// SPDX-License-Identifier: Apache-2.0
#include "inspect/kernel_console.hpp"

#include <array>
#include <charconv>
#include <utility>

namespace klp {
namespace {

constexpr std::string_view mark = "kbench: ";
constexpr std::string_view result_mark = "kbench| ";

/// Calls `take` with each line, without its end; a serial console ends lines with \r\n.
template <typename Take> void for_each_line(std::string_view bytes, const Take& take) {
    while (!bytes.empty()) {
        const std::size_t end = bytes.find('\n');
        std::string_view line = bytes.substr(0, end);
        while (line.ends_with('\r')) {
            line.remove_suffix(1);
        }
        take(line);
        bytes.remove_prefix(end == std::string_view::npos ? bytes.size() : end + 1);
    }
}

template <typename Number> std::optional<Number> number(std::string_view text, int base = 10) {
    Number value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, base);
    const bool whole = error == std::errc() && end == text.data() + text.size();
    return whole ? std::optional<Number>(value) : std::nullopt;
}

std::uint64_t fnv1a(std::string_view text) {
    std::uint64_t hash = 0xcbf29ce484222325U;
    for (const char byte : text) {
        hash = (hash ^ static_cast<unsigned char>(byte)) * 0x100000001b3U;
    }
    return hash;
}

bool is_printable(char byte) {
    return (byte >= ' ' && byte <= '~') || byte == '\t';
}

std::string printable_line(std::string_view line) {
    constexpr std::size_t longest = 400;
    constexpr std::size_t longest_run = 16;
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    while (!line.empty() && text.size() < longest) {
        std::size_t run = 0;
        while (run < line.size() && !is_printable(line[run])) {
            ++run;
        }
        if (run == 0) {
            text += line.front();
            run = 1;
        } else if (run > longest_run) {
            text += "[" + std::to_string(run) + " bytes]";
        } else {
            for (const char byte : line.substr(0, run)) {
                const auto value = static_cast<unsigned char>(byte);
                text += {'\\', 'x', digits[value >> 4U], digits[value & 15U]};
            }
        }
        line.remove_prefix(run);
    }
    return line.empty() ? text : text + " …";
}

/// Takes "[    0.611412] " off, and "[    T1] " after it.
std::string_view without_time_stamp(std::string_view line) {
    while (line.starts_with('[')) {
        const std::size_t end = line.find("] ");
        if (end > 24) { // or there is no end
            break;
        }
        line.remove_prefix(end + 2);
    }
    return line;
}

/// The first word after `prefix`, where the line has it.
std::string_view word_after(std::string_view line, std::string_view prefix) {
    const std::size_t at = line.find(prefix);
    if (at == std::string_view::npos) {
        return {};
    }
    line.remove_prefix(at + prefix.size());
    while (line.starts_with(' ')) {
        line.remove_prefix(1);
    }
    return line.substr(0, line.find(' '));
}

/// "RIP: 0010:do_one_initcall+0x5f/0x1f0" on x86, "pc : do_one_initcall+0x5c/0x1b0" on arm64. That
/// of user space (code segment 0033) names no function of the kernel.
std::string_view instruction_pointer(std::string_view line) {
    if (line.starts_with("pc : ")) {
        return word_after(line, "pc : ");
    }
    std::string_view place = word_after(line, "RIP: ");
    const std::size_t colon = place.find(':');
    if (colon == std::string_view::npos || place.starts_with("0033:")) {
        return {};
    }
    place.remove_prefix(colon + 1);
    return place;
}

bool is_trouble(std::string_view line) {
    constexpr std::array<std::string_view, 7> begins{
        "Kernel panic - not syncing", "BUG: ",           "kernel BUG at ", "Oops: ", "PANIC: ",
        "general protection fault",   "Internal error: "};
    for (const std::string_view begin : begins) {
        if (line.starts_with(begin)) {
            return true;
        }
    }
    return false;
}

class Reader {
public:
    void take(std::string_view line) {
        if (line.starts_with(result_mark)) {
            m_collected += line.substr(result_mark.size());
            m_collected += '\n';
        } else if (line.starts_with(mark)) {
            take_mark(line.substr(mark.size()));
        } else {
            take_kernel_line(without_time_stamp(line));
        }
    }

    KernelConsole console;

private:
    void take_mark(std::string_view words) {
        const std::size_t space = words.find(' ');
        const std::string_view word = words.substr(0, space);
        const std::string_view rest =
            space == std::string_view::npos ? std::string_view() : words.substr(space + 1);
        if (word == "boot") {
            console.boot = number<std::uint64_t>(rest);
        } else if (word == "ran") {
            console.last_benchmark = printable_line(rest);
        } else if (word == "results") {
            take_checksum(rest);
        } else if (word == "no-exec") {
            console.failed = "init cannot execute kbench: error " + printable_line(rest);
        } else if (word == "failed") {
            console.failed = printable_line(rest);
        } else if (word == "end") {
            console.ended = true;
        }
    }

    void take_checksum(std::string_view rest) {
        const std::size_t space = rest.find(' ');
        const auto size = number<std::size_t>(rest.substr(0, space));
        const auto sum = space == std::string_view::npos
                             ? std::nullopt
                             : number<std::uint64_t>(rest.substr(space + 1), 16);
        console.damaged = size != m_collected.size() || sum != fnv1a(m_collected);
        console.results = console.damaged ? std::string() : m_collected;
    }

    void take_kernel_line(std::string_view line) {
        if (console.trouble.empty() && is_trouble(line)) {
            console.trouble = printable_line(line);
        }
        if (console.where.empty()) {
            console.where = printable_line(instruction_pointer(line));
        }
        if (line.starts_with("calling ")) {
            console.last_initcall = printable_line(word_after(line, "calling "));
        }
        if (line.find_first_not_of(" \t") != std::string_view::npos) {
            console.last_line = printable_line(line);
        }
    }

    std::string m_collected;
};

} // namespace

KernelConsole read_kernel_console(std::string_view bytes) {
    Reader reader;
    for_each_line(bytes, [&reader](std::string_view line) { reader.take(line); });
    return std::move(reader.console);
}

std::string printable_tail(std::string_view bytes, std::size_t lines) {
    std::size_t begin = bytes.size();
    for (std::size_t found = 0; begin > 0; --begin) {
        if (bytes[begin - 1] == '\n' && begin != bytes.size() && ++found == lines) {
            break;
        }
    }
    std::string text;
    for_each_line(bytes.substr(begin),
                  [&text](std::string_view line) { text += printable_line(line) + "\n"; });
    return text;
}

} // namespace klp
