// SPDX-License-Identifier: Apache-2.0
#include "config/table_reader.hpp"

#include "config/files.hpp"

#include "base/nearest.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

namespace klp {
namespace {

bool fits(Node::Type wanted, Node::Type actual) {
    return wanted == actual || (wanted == Node::Type::real && actual == Node::Type::integer);
}

bool is_word_character(char character) {
    return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z') ||
           (character >= '0' && character <= '9') || character == '_';
}

} // namespace

Faults::Faults(const std::filesystem::path& file) : m_file(shown_path(file)) {}

void Faults::add(Place place, std::string_view message) {
    adopt({ErrorKind::usage, printable(message), m_file, place.line, place.column});
}

void Faults::adopt(Error error) {
    if (!m_first) {
        m_first = std::move(error);
    }
}

TableReader::TableReader(const Node& table, const std::vector<std::string>& keys, Faults& faults,
                         std::string_view key_is)
    : m_table(table),
      m_faults(faults) {
    for (const Node& child : table.children) {
        if (std::find(keys.begin(), keys.end(), child.key) == keys.end()) {
            faults.add(child.key_place, fmt::format("unknown {} \"{}\"{}", key_is, child.key,
                                                    suggestion(child.key, keys)));
        }
    }
}

const Node* TableReader::find(std::string_view key, Node::Type type, Presence presence) {
    for (const Node& child : m_table.children) {
        if (child.key != key) {
            continue;
        }
        if (fits(type, child.type)) {
            return &child;
        }
        m_faults.add(child.place, fmt::format("\"{}\" must be {}, not {}", key, type_name(type),
                                              type_name(child.type)));
        return nullptr;
    }
    if (presence == Presence::required) {
        m_faults.add(m_table.place, fmt::format("missing key \"{}\"", key));
    }
    return nullptr;
}

std::string TableReader::text(std::string_view key, Presence presence) {
    const Node* const node = find(key, Node::Type::text, presence);
    if (node == nullptr) {
        return {};
    }
    if (presence == Presence::required && node->text.empty()) {
        m_faults.add(node->place, fmt::format("\"{}\" is empty", key));
    }
    return node->text;
}

std::vector<Node> TableReader::texts(std::string_view key, Presence presence, bool may_be_empty) {
    const Node* const list = find(key, Node::Type::list, presence);
    if (list == nullptr) {
        return {};
    }
    if (!may_be_empty && list->children.empty()) {
        m_faults.add(list->place, fmt::format("\"{}\" is an empty list", key));
    }
    for (const Node& element : list->children) {
        if (element.type != Node::Type::text) {
            m_faults.add(element.place, fmt::format("\"{}\" must be a list of strings; this is {}",
                                                    key, type_name(element.type)));
        } else if (element.text.empty()) {
            m_faults.add(element.place, fmt::format("\"{}\" holds an empty string", key));
        }
    }
    return list->children;
}

std::vector<Node> TableReader::text_or_texts(std::string_view key) {
    for (const Node& child : m_table.children) {
        if (child.key == key && child.type == Node::Type::text) {
            return {child};
        }
    }
    return texts(key, Presence::optional, false);
}

std::vector<Node> TableReader::tables(std::string_view key, Presence presence) {
    const Node* const list = find(key, Node::Type::list, presence);
    if (list == nullptr) {
        return {};
    }
    if (list->children.empty()) {
        m_faults.add(list->place, fmt::format("\"{}\" is an empty list", key));
    }
    for (const Node& element : list->children) {
        if (element.type != Node::Type::table) {
            m_faults.add(element.place, fmt::format("\"{}\" must be a list of tables, [[{}]]; this "
                                                    "is {}",
                                                    key, key, type_name(element.type)));
        }
    }
    return list->children;
}

std::int64_t TableReader::whole(std::string_view key, std::int64_t least, std::int64_t most,
                                std::int64_t fallback) {
    const Node* const node = find(key, Node::Type::integer, Presence::optional);
    if (node == nullptr) {
        return fallback;
    }
    if (node->integer < least) {
        m_faults.add(node->place, fmt::format("\"{}\" is {}; it must be at least {}", key,
                                              node->integer, least));
    }
    if (node->integer > most) {
        m_faults.add(node->place,
                     fmt::format("\"{}\" is {}; it must be at most {}", key, node->integer, most));
    }
    return node->integer;
}

double TableReader::positive(std::string_view key, double fallback) {
    const Node* const node = find(key, Node::Type::real, Presence::optional);
    if (node == nullptr) {
        return fallback;
    }
    if (!std::isfinite(node->real) || node->real <= 0.0) {
        m_faults.add(node->place,
                     fmt::format("\"{}\" is {}; it must be above 0 and finite", key, node->real));
    }
    return node->real;
}

bool TableReader::flag(std::string_view key, bool fallback) {
    const Node* const node = find(key, Node::Type::boolean, Presence::optional);
    return node == nullptr ? fallback : node->boolean;
}

std::vector<std::string> strings_of(const std::vector<Node>& nodes) {
    std::vector<std::string> strings;
    strings.reserve(nodes.size());
    for (const Node& node : nodes) {
        strings.push_back(node.text);
    }
    return strings;
}

std::string suggestion(std::string_view word, const std::vector<std::string>& candidates) {
    if (candidates.empty()) {
        return {};
    }
    const std::string near = nearest(word, candidates);
    return near.empty() ? fmt::format("; known: {}", fmt::join(candidates, ", "))
                        : fmt::format("; did you mean \"{}\"?", near);
}

void require_known(const std::vector<Node>& nodes, std::string_view what, std::string_view of,
                   const std::vector<std::string>& known, Faults& faults) {
    for (const Node& node : nodes) {
        if (std::find(known.begin(), known.end(), node.text) == known.end()) {
            faults.add(node.place, fmt::format("unknown {} \"{}\"{}{}", what, node.text, of,
                                               suggestion(node.text, known)));
        }
    }
}

void require_distinct(const std::vector<Node>& nodes, std::string_view what, Faults& faults) {
    for (auto node = nodes.begin(); node != nodes.end(); ++node) {
        if (std::any_of(nodes.begin(), node,
                        [node](const Node& earlier) { return earlier.text == node->text; })) {
            faults.add(node->place, fmt::format("{} \"{}\" is given twice", what, node->text));
        }
    }
}

void require_same_name(const Node& name, const std::string& expected, std::string_view whose,
                       Faults& faults) {
    if (name.text != expected) {
        faults.add(name.place,
                   fmt::format("the name \"{}\" differs from the name of its {}, \"{}\"", name.text,
                               whose, expected));
    }
}

void require_plain_name(std::string_view name, Place place, Faults& faults) {
    const bool plain = !name.empty() && is_word_character(name.front()) &&
                       std::all_of(name.begin(), name.end(), [](char character) {
                           return is_word_character(character) ||
                                  std::string_view("-.+").find(character) != std::string_view::npos;
                       });
    if (!plain) {
        faults.add(place, fmt::format("the name \"{}\" must be of letters, digits, _ - . + and "
                                      "begin with a letter, a digit or _",
                                      name));
    }
}

} // namespace klp
