// SPDX-License-Identifier: Apache-2.0
#include "os/bounded_text.hpp"

#include <catch2/catch.hpp>

#include <string>

using klp::BoundedText;

namespace {

// `text` added in pieces of `step` bytes to a bound of `limit`.
std::string bounded(const std::string& text, std::size_t limit, std::size_t step) {
    BoundedText bound(limit);
    for (std::size_t at = 0; at < text.size(); at += step) {
        bound.append(std::string_view(text).substr(at, step));
    }
    return bound.text();
}

} // namespace

TEST_CASE("a text within the bound is kept as it is") {
    for (const std::size_t step : {1U, 3U, 8U}) {
        CAPTURE(step);
        CHECK(bounded("", 8, step).empty());
        CHECK(bounded("abcd", 8, step) == "abcd");
        CHECK(bounded("abcdefgh", 8, step) == "abcdefgh");
    }
}

TEST_CASE("a longer text keeps its two ends and says how much is missing") {
    for (const std::size_t step : {1U, 2U, 3U, 5U, 26U}) {
        CAPTURE(step);
        CHECK(bounded("abcdefghi", 8, step) == "abcd\n[... 1 bytes left out ...]\nfghi");
        CHECK(bounded("abcdefghijklmnopqrstuvwxyz", 8, step) ==
              "abcd\n[... 18 bytes left out ...]\nwxyz");
    }
}

TEST_CASE("a bound of nothing keeps nothing") {
    CHECK(bounded("abc", 0, 1) == "\n[... 3 bytes left out ...]\n");
}

TEST_CASE("looking at the text does not change it") {
    BoundedText bound(4);
    bound.append("abcdefgh");
    CHECK(bound.text() == "ab\n[... 4 bytes left out ...]\ngh");
    bound.append("i");
    CHECK(bound.text() == "ab\n[... 5 bytes left out ...]\nhi");
}
