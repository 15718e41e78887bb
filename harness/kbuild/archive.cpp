// SPDX-License-Identifier: Apache-2.0
//
// The format of GNU ar: a header of 60 characters for each member, long names in a member "//",
// the index of symbols in "/". In a thin archive no other member has contents.
#include "kbuild/archive.hpp"

#include <ar.h>

#include <charconv>
#include <cstdint>
#include <cstring>
#include <optional>

namespace klp {
namespace {

constexpr std::string_view thin_magic = "!<thin>\n";

std::string_view trimmed(std::string_view field) {
    return field.substr(0, field.find_last_not_of(' ') + 1);
}

std::optional<std::uint64_t> number(std::string_view text) {
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() && end == text.data() + text.size() ? std::optional(value)
                                                                    : std::nullopt;
}

// What `field` of a header stands for: "name/", or "/OFFSET" into the long names, which end in
// "/\n" each.
std::optional<std::string> member_name(std::string_view field, std::string_view long_names) {
    if (!field.starts_with('/')) {
        return std::string(field.substr(0, field.find('/')));
    }
    // After the digits GNU ar sometimes leaves a slash in the last place of the field.
    const std::string_view digits = field.substr(1);
    const auto offset = number(digits.substr(0, digits.find_first_not_of("0123456789")));
    if (!offset || *offset >= long_names.size()) {
        return std::nullopt;
    }
    const std::string_view name = long_names.substr(*offset);
    const std::size_t end = name.find("/\n");
    return end == std::string_view::npos ? std::nullopt
                                         : std::optional(std::string(name.substr(0, end)));
}

} // namespace

Result<std::vector<std::string>> read_archive_members(std::string_view bytes) {
    const bool thin = bytes.starts_with(thin_magic);
    if (!thin && !bytes.starts_with(ARMAG)) {
        return failure("not an archive");
    }
    std::vector<std::string> members;
    std::string_view long_names;
    std::size_t position = SARMAG;
    while (position < bytes.size()) {
        ar_hdr header{};
        if (bytes.size() - position < sizeof header) {
            return failure("the archive ends in the header of a member");
        }
        std::memcpy(&header, bytes.data() + position, sizeof header);
        position += sizeof header;
        const std::string_view name = trimmed({header.ar_name, sizeof header.ar_name});
        const auto size = number(trimmed({header.ar_size, sizeof header.ar_size}));
        if (std::memcmp(header.ar_fmag, ARFMAG, sizeof header.ar_fmag) != 0 || !size) {
            return failure("the archive has a damaged header of a member");
        }
        const bool special = name == "/" || name == "//" || name == "/SYM64/";
        const std::uint64_t stored = thin && !special ? 0 : *size;
        if (stored > bytes.size() - position) {
            return failure("the archive ends in a member");
        }
        if (name == "//") {
            long_names = bytes.substr(position, stored);
        } else if (!special) {
            const auto member = member_name(name, long_names);
            if (!member) {
                return failure("the archive has a member without a name");
            }
            members.push_back(*member);
        }
        position += stored + stored % 2;
    }
    return members;
}

} // namespace klp
