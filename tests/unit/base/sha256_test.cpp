// SPDX-License-Identifier: Apache-2.0
#include "base/sha256.hpp"

#include <catch2/catch.hpp>

#include <string>

using klp::Sha256;
using klp::sha256_hex;

TEST_CASE("SHA-256 of the published examples (FIPS 180-4, NIST)") {
    CHECK(sha256_hex("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    CHECK(sha256_hex("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    CHECK(sha256_hex("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq") ==
          "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    CHECK(sha256_hex(std::string(1'000'000, 'a')) ==
          "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST_CASE("SHA-256 in pieces is SHA-256 of the whole") {
    Sha256 hash;
    hash.add("a");
    hash.add("");
    hash.add("bc");
    CHECK(hash.hex() == sha256_hex("abc"));
}

TEST_CASE("fields keep their borders") {
    const auto of_fields = [](std::string_view first, std::string_view second) {
        Sha256 hash;
        hash.add_field(first);
        hash.add_field(second);
        return hash.hex();
    };
    CHECK(of_fields("ab", "c") == sha256_hex("2:ab1:c"));
    CHECK(of_fields("ab", "c") != of_fields("a", "bc"));
    CHECK(of_fields("", "x") != of_fields("x", ""));
    CHECK(of_fields(std::string_view("\0", 1), "") != of_fields("", ""));
}
