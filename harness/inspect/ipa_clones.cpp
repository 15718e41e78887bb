// SPDX-License-Identifier: Apache-2.0
//
// A kernel's dumps have some 10^5 lines of 12 fields, and reading them should cost what looking at
// each byte once costs. So a line is searched for its end and its semicolons in one pass, 64 bytes
// at a time, numbers are read eight digits at a time, and nothing is allocated for a line.
#include "inspect/ipa_clones.hpp"

#include "inspect/byte_block.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <charconv>
#include <cstring>
#include <limits>

namespace klp {
namespace {

constexpr std::string_view clone_prefix = "Callgraph clone;";
constexpr std::string_view removal_prefix = "Callgraph removal;";
constexpr std::size_t fields_of_clone = 12;
constexpr std::size_t fields_of_older_clone = 14;
constexpr std::size_t fields_of_removal = 6;

/// A line cut at its semicolons.
class Line {
public:
    std::string_view text;  ///< without its end
    std::size_t fields = 0; ///< how many; past the most that a line has, only that it is more

    [[nodiscard]] std::string_view field(std::size_t index) const {
        const char* start = index == 0 ? text.data() : m_ends[index - 1] + 1;
        return {start, static_cast<std::size_t>(m_ends[index] - start)};
    }

    /// Takes the semicolons of the block at `start`.
    void add(const char* start, std::uint64_t semicolons) {
        const auto count = static_cast<std::size_t>(std::popcount(semicolons));
        if (fields + count < fields_of_older_clone) {
            const char** end = m_ends.data() + fields;
            // Few blocks have more: that many steps, needed or not, are foretold by the processor.
            for (std::size_t step = 0; step < unasked || semicolons != 0; ++step) {
                *end++ = start + std::countr_zero(semicolons);
                semicolons &= semicolons - 1;
            }
        }
        fields += count;
    }

    /// The line is whole.
    void finish(std::string_view whole) {
        text = whole.substr(0, whole.size() - (whole.ends_with('\r') ? 1 : 0));
        if (fields < fields_of_older_clone) {
            m_ends[fields] = text.data() + text.size();
        }
        ++fields;
    }

private:
    static constexpr std::size_t unasked = 6;
    std::array<const char*, fields_of_older_clone + unasked> m_ends; ///< past `fields`, whatever
};

/// Cuts a text into lines.
class LineCutter {
public:
    explicit LineCutter(std::string_view text) : m_text(text) {}

    /// False at the end of the text.
    bool next(Line& line) {
        if (m_start >= m_text.size()) {
            return false;
        }
        line.fields = 0;
        std::size_t at = m_start;
        for (;; at += block_bytes) {
            const ByteBlock block = block_at(at);
            const std::uint64_t newlines = block.where('\n');
            const std::uint64_t semicolons = block.where(';');
            const std::uint64_t before_newline = newlines == 0 ? ~0ULL : newlines ^ (newlines - 1);
            line.add(m_text.data() + at, semicolons & before_newline);
            if (newlines != 0) {
                at += static_cast<std::size_t>(std::countr_zero(newlines));
                break;
            }
        }
        line.finish(m_text.substr(m_start, at - m_start));
        m_start = at + 1;
        return true;
    }

    /// What was not cut yet.
    [[nodiscard]] std::string_view rest() const {
        return m_text.substr(std::min(m_start, m_text.size()));
    }

private:
    // What lies past the end of the text reads as newlines.
    [[nodiscard]] ByteBlock block_at(std::size_t at) const {
        const std::string_view rest = m_text.substr(at);
        if (rest.size() >= block_bytes) {
            return ByteBlock(rest.data());
        }
        std::array<char, block_bytes> padded;
        padded.fill('\n');
        std::copy(rest.begin(), rest.end(), padded.begin());
        return ByteBlock(padded.data());
    }

    std::string_view m_text;
    std::size_t m_start = 0;
};

constexpr std::uint64_t each_byte(std::uint64_t byte) {
    return byte * 0x0101010101010101;
}

// Up to eight digits at once, in three multiplications (D. Lemire, "Quickly parsing eight digits",
// 2018). The eight bytes that end where the digits end must be there to be read.
bool few_digits(std::string_view digits, std::int32_t& value) {
    if (std::endian::native != std::endian::little || digits.empty() || digits.size() > 8) {
        return false;
    }
    std::uint64_t word = 0;
    std::memcpy(&word, digits.data() + digits.size() - 8, 8);
    const std::size_t foreign_bits = 64 - 8 * digits.size(); // of what stands before the digits
    word = (word ^ each_byte('0')) >> foreign_bits << foreign_bits;
    if (((word + each_byte(0x80 - 10)) | word) & each_byte(0x80)) {
        return false;
    }
    word = word * 10 + (word >> 8);
    word = ((word & 0xff000000ff) * (100 + (1000000ULL << 32)) +
            ((word >> 16) & 0xff000000ff) * (1 + (10000ULL << 32))) >>
           32;
    value = static_cast<std::int32_t>(word);
    return true;
}

// A field that is not the first of its line.
bool read_number(std::string_view text, std::int32_t& value) {
    static_assert(clone_prefix.size() >= 8 && removal_prefix.size() >= 8);
    if (few_digits(text, value)) {
        return true;
    }
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() && end == text.data() + text.size();
}

// Five fields from `first`: name;order;file;line;column.
bool read_function(const Line& line, std::size_t first, DumpFunction& function) {
    function.name = line.field(first);
    function.file = line.field(first + 2);
    return read_number(line.field(first + 1), function.order) &&
           read_number(line.field(first + 3), function.line) &&
           read_number(line.field(first + 4), function.column) && !function.name.empty();
}

bool read_clone(const Line& line, CloneEvent& event) {
    const bool older = line.fields == fields_of_older_clone && line.field(6) == "<-" &&
                       line.field(12) == "optimization:";
    if (line.fields != fields_of_clone && !older) {
        return false;
    }
    event.reason = line.field(line.fields - 1);
    return read_function(line, 1, event.original) &&
           read_function(line, older ? 7 : 6, event.clone);
}

// What is wrong with the line; nullptr: nothing.
const char* read_line(const Line& line, ClonesDump& into) {
    if (line.text.starts_with(clone_prefix)) {
        if (!read_clone(line, into.clones.emplace_back())) {
            into.clones.pop_back();
            return "not a `Callgraph clone` line of 12 or 14 fields";
        }
    } else if (line.text.starts_with(removal_prefix)) {
        DumpFunction removed;
        if (line.fields != fields_of_removal || !read_function(line, 1, removed)) {
            return "not a `Callgraph removal` line of 6 fields";
        }
        into.removals.push_back(removed);
        into.clones_before.push_back(static_cast<std::uint32_t>(into.clones.size()));
    } else if (!line.text.empty()) {
        return "neither a `Callgraph clone` nor a `Callgraph removal` line";
    }
    return nullptr;
}

// At most `most` lines from the start of `text`, the first of which has the number `first`; returns
// how many there were and takes them off the text.
std::int64_t read_lines(std::string_view& text, std::int64_t first, std::int64_t most,
                        ClonesDump& into) {
    constexpr auto kept = static_cast<std::int64_t>(most_malformed_kept);
    into.clones.clear();
    into.removals.clear();
    into.clones_before.clear();
    into.malformed.clear();
    into.malformed_lines = 0;
    Line line;
    LineCutter lines(text);
    std::int64_t read = 0;
    for (; read < most && lines.next(line); ++read) {
        const char* wrong = read_line(line, into);
        if (wrong != nullptr && ++into.malformed_lines <= kept) {
            into.malformed.push_back({first + read, wrong});
        }
    }
    text = lines.rest();
    return read;
}

} // namespace

void read_clones_dump(std::string_view text, ClonesDump& into) {
    // Lines of a kernel have some 160 bytes. What is not needed is never touched.
    constexpr std::size_t bytes_of_line = 128;
    if (into.clones.capacity() < text.size() / bytes_of_line) {
        into.clones.clear();
        into.clones.reserve(text.size() / bytes_of_line);
    }
    read_lines(text, 1, std::numeric_limits<std::int64_t>::max(), into);
}

bool ClonesReader::next(ClonesDump& into) {
    constexpr std::int64_t lines_at_once = 4096;
    const std::int64_t read = read_lines(m_rest, m_lines + 1, lines_at_once, into);
    m_lines += read;
    return read > 0;
}

ClonesDump read_clones_dump(std::string_view text) {
    ClonesDump dump;
    read_clones_dump(text, dump);
    return dump;
}

} // namespace klp
