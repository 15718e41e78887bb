// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace klp {

/// Where something stands in a file, both 1-based.
struct Place {
    int line = 1;
    int column = 1;
};

/// A TOML value with its place. A plain tree, so that one file alone pays for compiling toml++.
struct Node {
    enum class Type { text, integer, real, boolean, list, table, other };

    Type type = Type::table;
    Place place;
    std::string key; ///< set on the children of a table
    Place key_place;
    std::string text;
    std::int64_t integer = 0;
    double real = 0; ///< also set for an integer
    bool boolean = false;
    std::vector<Node> children; ///< of a list or table, in the order of the file
};

/// What a type is called in messages: "a string", "a list", …
std::string_view type_name(Node::Type type);

} // namespace klp
