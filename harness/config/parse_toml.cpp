// SPDX-License-Identifier: Apache-2.0
//
// The only file that knows toml++, which is slow to compile. A toml::table is sorted by key; here
// the children are put back into the order of the file, because the order of axes is the user's.
#include "config/parse_toml.hpp"

#include "config/files.hpp"

#include <algorithm>
#include <tuple>

#define TOML_EXCEPTIONS 0
#include <toml++/toml.h>

namespace klp {
namespace {

Place place_of(const toml::source_region& source) {
    return {static_cast<int>(source.begin.line), static_cast<int>(source.begin.column)};
}

Node convert(const toml::node& source);

void add_children(Node& node, const toml::table& table) {
    for (const auto& [key, value] : table) {
        Node child = convert(value);
        child.key = key.str();
        child.key_place = place_of(key.source());
        node.children.push_back(std::move(child));
    }
    std::sort(node.children.begin(), node.children.end(), [](const Node& a, const Node& b) {
        return std::tie(a.key_place.line, a.key_place.column) <
               std::tie(b.key_place.line, b.key_place.column);
    });
}

Node convert(const toml::node& source) {
    Node node;
    node.place = place_of(source.source());
    if (const toml::table* const table = source.as_table()) {
        node.type = Node::Type::table;
        add_children(node, *table);
    } else if (const toml::array* const array = source.as_array()) {
        node.type = Node::Type::list;
        for (const toml::node& element : *array) {
            node.children.push_back(convert(element));
        }
    } else if (source.is_string()) {
        node.type = Node::Type::text;
        node.text = source.value_or(std::string());
    } else if (source.is_integer()) {
        node.type = Node::Type::integer;
        node.integer = source.value_or(std::int64_t{0});
        node.real = static_cast<double>(node.integer);
    } else if (source.is_floating_point()) {
        node.type = Node::Type::real;
        node.real = source.value_or(0.0);
    } else if (source.is_boolean()) {
        node.type = Node::Type::boolean;
        node.boolean = source.value_or(false);
    } else {
        node.type = Node::Type::other;
    }
    return node;
}

} // namespace

Result<Node> parse_toml(const std::filesystem::path& file) {
    const std::string shown = shown_path(file);
    const Result<std::string> text = read_config_file(file);
    if (!text) {
        return tl::unexpected(text.error());
    }
    const toml::parse_result parsed = toml::parse(*text);
    if (!parsed) {
        const Place place = place_of(parsed.error().source());
        return tl::unexpected(Error{ErrorKind::usage, printable(parsed.error().description()),
                                    shown, place.line, place.column});
    }
    Node root = convert(parsed.table());
    root.place = {};
    return root;
}

} // namespace klp
