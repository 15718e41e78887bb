// SPDX-License-Identifier: Apache-2.0
//
// What every suite's driver.cpp sees. The driver and this support code are compiled once into a
// shared library, never under the configuration being judged; the suite's C code is the executable.
#pragma once

#include "region.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace suite {

/// Collects the answers of a suite's self-test. Every check names what was computed, so that a
/// `wrong-result` cell says which known answer the configuration got wrong.
class SelfTest {
public:
    /// Records a failure named `what` unless `ok`.
    void check(bool ok, std::string_view what);

    /// Records a failure that shows both values unless `got == expected`.
    void equal(std::uint64_t got, std::uint64_t expected, std::string_view what);

    /// As `equal`, over bytes: shows both in hexadecimal.
    void equal_bytes(const void* got, std::string_view expected_hex, std::string_view what);

    [[nodiscard]] std::size_t checks() const { return m_checks; }
    [[nodiscard]] const std::vector<std::string>& failures() const { return m_failures; }

private:
    std::size_t m_checks = 0;
    std::vector<std::string> m_failures;
};

/// Defined by each suite's driver.cpp: compares the suite's code with known answers.
void self_test(SelfTest& test);

/// Bytes written in hexadecimal, two digits a byte, no separators.
std::vector<std::uint8_t> from_hex(std::string_view hex);

/// A fixed sequence of pseudo-random 64-bit words (SplitMix64, Steele et al. 2014), the same in
/// every configuration and on every machine.
class Sequence {
public:
    explicit Sequence(std::uint64_t seed) : m_state(seed) {}
    std::uint64_t next();

private:
    std::uint64_t m_state;
};

} // namespace suite
