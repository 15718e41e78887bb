// SPDX-License-Identifier: Apache-2.0
#include "inspect/byte_block.hpp"

#include <catch2/catch.hpp>

#include <random>
#include <string>

namespace {

std::uint64_t where_by_definition(const std::string& bytes, char byte) {
    std::uint64_t mask = 0;
    for (std::size_t i = 0; i < klp::block_bytes; ++i) {
        mask |= std::uint64_t{bytes[i] == byte} << i;
    }
    return mask;
}

} // namespace

TEMPLATE_TEST_CASE("a block tells where a byte is", "", klp::WordBlock, klp::ByteBlock) {
    CHECK(TestType(std::string(64, ';').data()).where(';') == ~std::uint64_t{0});
    CHECK(TestType(std::string(64, ';').data()).where('\n') == 0);
    std::mt19937 random(1);
    // Neighbours of the wanted byte, and its value with the top bit set, are what a borrow or a
    // sign would take for it.
    const std::string some_bytes = {';',  ':',    '<',    '\n',   '\v',
                                    '\0', '\x01', '\xbb', '\x80', '\xff'};
    for (int round = 0; round < 2000; ++round) {
        std::string bytes(65, ' ');
        for (char& byte : bytes) {
            byte = some_bytes[random() % some_bytes.size()];
        }
        const std::string unaligned = bytes.substr(1);
        for (const char byte : some_bytes) {
            REQUIRE(TestType(bytes.data() + 1).where(byte) == where_by_definition(unaligned, byte));
        }
    }
}
