// SPDX-License-Identifier: Apache-2.0
#include "suite.hpp"

namespace suite {
namespace {

constexpr std::string_view hex_digits = "0123456789abcdef";

std::string to_hex(const std::uint8_t* bytes, std::size_t size) {
    std::string text;
    for (std::size_t i = 0; i < size; ++i) {
        text += hex_digits[bytes[i] >> 4];
        text += hex_digits[bytes[i] & 15];
    }
    return text;
}

} // namespace

void SelfTest::check(bool ok, std::string_view what) {
    ++m_checks;
    if (!ok) {
        m_failures.emplace_back(what);
    }
}

// The words are put together only when they are needed: a self-test makes many checks.
void SelfTest::equal(std::uint64_t got, std::uint64_t expected, std::string_view what) {
    ++m_checks;
    if (got != expected) {
        m_failures.push_back(std::string(what) + ": got " + std::to_string(got) + ", expected " +
                             std::to_string(expected));
    }
}

void SelfTest::equal_bytes(const void* got, std::string_view expected_hex, std::string_view what) {
    ++m_checks;
    const std::string hex = to_hex(static_cast<const std::uint8_t*>(got), expected_hex.size() / 2);
    if (hex != expected_hex) {
        m_failures.push_back(std::string(what) + ": got " + hex + ", expected " +
                             std::string(expected_hex));
    }
}

std::vector<std::uint8_t> from_hex(std::string_view hex) {
    std::vector<std::uint8_t> bytes;
    for (std::size_t i = 0; i + 1 < hex.size(); i += 2) {
        const std::size_t high = hex_digits.find(hex[i]);
        const std::size_t low = hex_digits.find(hex[i + 1]);
        bytes.push_back(static_cast<std::uint8_t>(high << 4 | low));
    }
    return bytes;
}

std::uint64_t Sequence::next() {
    m_state += 0x9e3779b97f4a7c15u;
    std::uint64_t z = m_state;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

} // namespace suite
