// SPDX-License-Identifier: Apache-2.0
//
// In the map a discarded section is ` NAME ADDRESS SIZE FILE`; a long NAME stands alone on its
// line and the rest follows on the next.
#include "inspect/link_map.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace klp {
namespace {

constexpr std::string_view heading = "Discarded input sections";
constexpr std::string_view next_heading = "Memory Configuration";
// Past every real section, and small enough that the sum over a map fits.
constexpr std::int64_t most_section_bytes = std::int64_t{1} << 40;
constexpr std::string_view blank = " \t\r";

std::string_view next_word(std::string_view& line) {
    line.remove_prefix(std::min(line.size(), line.find_first_not_of(blank)));
    const std::string_view word = line.substr(0, line.find_first_of(blank));
    line.remove_prefix(word.size());
    return word;
}

bool is_in(std::string_view section, std::string_view family) {
    return section == family ||
           (section.starts_with(family) && section.substr(family.size()).starts_with('.'));
}

bool is_code(std::string_view section) {
    return is_in(section, ".text");
}

bool is_data(std::string_view section) {
    constexpr std::array<std::string_view, 5> families{".rodata", ".data", ".bss", ".tdata",
                                                       ".tbss"};
    return std::any_of(families.begin(), families.end(),
                       [section](std::string_view family) { return is_in(section, family); });
}

std::int64_t hexadecimal(std::string_view word) {
    std::int64_t value = 0;
    if (word.starts_with("0x")) {
        std::from_chars(word.data() + 2, word.data() + word.size(), value, 16);
    }
    return value;
}

} // namespace

DiscardedSections read_discarded_sections(std::string_view map) {
    DiscardedSections discarded;
    const std::size_t start = map.find(heading);
    if (start == std::string_view::npos) {
        return discarded;
    }
    map.remove_prefix(start + heading.size());
    map = map.substr(0, map.find(next_heading));
    std::string_view pending; // a name that stood alone on its line
    while (!map.empty()) {
        std::string_view line = map.substr(0, map.find('\n'));
        map.remove_prefix(std::min(map.size(), line.size() + 1));
        std::string_view name = pending;
        if (pending.empty()) {
            name = next_word(line);
        }
        pending = {};
        const std::string_view address = next_word(line);
        const std::string_view size = next_word(line);
        if (address.empty()) {
            pending = name;
            continue;
        }
        const std::int64_t bytes = hexadecimal(size);
        if (bytes > 0 && bytes <= most_section_bytes && (is_code(name) || is_data(name))) {
            discarded.bytes += bytes;
            discarded.functions += is_code(name) ? 1 : 0;
        }
    }
    return discarded;
}

} // namespace klp
