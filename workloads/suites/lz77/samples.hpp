// SPDX-License-Identifier: Apache-2.0
//
// The driver's data of known kinds, and its own way of decoding a block.
#pragma once

#include "../support/suite.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

namespace samples {

using Bytes = std::vector<std::uint8_t>;

inline Bytes bytes_of(std::string_view text) {
    return Bytes(text.begin(), text.end());
}

inline std::string repeated(std::string_view part, std::size_t count) {
    std::string text;
    for (std::size_t i = 0; i < count; ++i) {
        text += part;
    }
    return text;
}

inline Bytes noise(std::size_t size, std::uint64_t seed) {
    suite::Sequence sequence(seed);
    Bytes bytes(size);
    std::generate(bytes.begin(), bytes.end(), [&] { return std::uint8_t(sequence.next()); });
    return bytes;
}

/// Words of a small vocabulary, some much more frequent than others.
inline Bytes prose(std::size_t size, std::uint64_t seed) {
    suite::Sequence sequence(seed);
    std::vector<std::string> words(256);
    for (std::string& word : words) {
        for (std::size_t length = 2 + sequence.next() % 8; length > 0; --length) {
            word += char('a' + sequence.next() % 26);
        }
    }
    std::string text;
    while (text.size() < size) {
        const std::size_t rank = (sequence.next() % 256) * (sequence.next() % 256) / 256;
        text += words[rank] + ' ';
    }
    text.resize(size);
    return bytes_of(text);
}

/// Records of 32 bytes that differ in a counter and a few random bits, as in a kernel's tables.
inline Bytes records(std::size_t size, std::uint64_t seed) {
    suite::Sequence sequence(seed);
    Bytes bytes(size);
    for (std::size_t i = 0; i < size; ++i) {
        const std::size_t record = i / 32;
        const std::size_t field = i % 32;
        bytes[i] = field < 4 ? std::uint8_t(record >> (8 * field)) : std::uint8_t(field * 7);
        if (field == 20) {
            bytes[i] = std::uint8_t(sequence.next());
        }
    }
    return bytes;
}

/// Copies of the same 3000 bytes, each with an edit every hundred bytes or so.
inline Bytes versions(std::size_t size, std::uint64_t seed) {
    suite::Sequence sequence(seed);
    const Bytes first = prose(3000, seed);
    Bytes bytes;
    while (bytes.size() < size) {
        Bytes version = first;
        for (std::size_t at = 0; at < version.size(); at += 1 + sequence.next() % 200) {
            version[at] = std::uint8_t(sequence.next());
        }
        bytes.insert(bytes.end(), version.begin(), version.end());
    }
    bytes.resize(size);
    return bytes;
}

/// A block decoded by the format's text alone, byte by byte, after `history`; nothing if it breaks
/// a rule, the encoder's rules on the end of a block included.
inline std::optional<Bytes> decoded_simply(const Bytes& block, const Bytes& history = {}) {
    Bytes out = history;
    std::size_t in = 0;
    std::size_t last_match_start = 0;
    std::size_t last_match_end = 0;
    const auto length = [&](std::size_t nibble) {
        std::size_t sum = nibble;
        for (std::uint8_t byte = 255; nibble == 15 && byte == 255 && in < block.size(); ++in) {
            byte = block[in];
            sum += byte;
        }
        return sum;
    };
    while (in < block.size()) {
        const std::uint8_t token = block[in++];
        for (std::size_t count = length(token >> 4); count > 0; --count) {
            if (in == block.size()) {
                return std::nullopt;
            }
            out.push_back(block[in++]);
        }
        if (in == block.size()) {
            const bool ends_well = last_match_end == 0 || (out.size() - last_match_end >= 5 &&
                                                           out.size() - last_match_start >= 12);
            out.erase(out.begin(), out.begin() + std::ptrdiff_t(history.size()));
            return ends_well ? std::optional(out) : std::nullopt;
        }
        if (block.size() - in < 2) {
            return std::nullopt;
        }
        const std::size_t offset = block[in] + 256u * block[in + 1];
        in += 2;
        if (offset == 0 || offset > out.size()) {
            return std::nullopt;
        }
        last_match_start = out.size();
        for (std::size_t count = 4 + length(token & 15); count > 0; --count) {
            out.push_back(out[out.size() - offset]);
        }
        last_match_end = out.size();
    }
    return std::nullopt;
}

} // namespace samples
