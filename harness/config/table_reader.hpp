// SPDX-License-Identifier: Apache-2.0
//
// A strict reader of TOML tables. Readers go on after a mistake with harmless defaults and only
// the first mistake is reported, so that loading code reads like a list of the keys.
#pragma once

#include "config/node.hpp"

#include "base/result.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace klp {

/// The first mistake found in a file.
class Faults {
public:
    explicit Faults(const std::filesystem::path& file);

    void add(Place place, std::string_view message);

    /// Takes over a mistake found in another file.
    void adopt(Error error);

    [[nodiscard]] bool any() const { return m_first.has_value(); }

    /// `value` when there was no mistake.
    template <typename T> [[nodiscard]] Result<T> unless_any(T value) const {
        if (m_first) {
            return tl::unexpected(*m_first);
        }
        return value;
    }

private:
    std::string m_file;
    std::optional<Error> m_first;
};

enum class Presence { required, optional };

/// Reads one table. Every key that is not in `keys` is a mistake, found on construction and called
/// an unknown `key_is`.
class TableReader {
public:
    TableReader(const Node& table, const std::vector<std::string>& keys, Faults& faults,
                std::string_view key_is = "key");

    /// The node of `key` when it is there and of type `type`; null otherwise.
    const Node* find(std::string_view key, Node::Type type, Presence presence);

    /// A string; a required one must not be empty.
    std::string text(std::string_view key, Presence presence);

    /// The elements of a list of strings, none of them empty; a required list must not be empty
    /// and a list must not be empty where `[]` could only be a mistake (`may_be_empty` false).
    std::vector<Node> texts(std::string_view key, Presence presence, bool may_be_empty);

    /// A string, as a list of one, or a list of strings that is not empty; nothing when missing.
    std::vector<Node> text_or_texts(std::string_view key);

    /// The elements of an array of tables.
    std::vector<Node> tables(std::string_view key, Presence presence);

    /// A whole number from `least` to `most`; `fallback` when the key is missing.
    std::int64_t whole(std::string_view key, std::int64_t least, std::int64_t most,
                       std::int64_t fallback);

    /// A finite number above zero; `fallback` when the key is missing.
    double positive(std::string_view key, double fallback);

    /// true or false; `fallback` when the key is missing.
    bool flag(std::string_view key, bool fallback);

private:
    const Node& m_table;
    Faults& m_faults;
};

/// The strings of text nodes.
std::vector<std::string> strings_of(const std::vector<Node>& nodes);

/// `; did you mean "X"?` with the candidate nearest to `word`, or `; known: A, B` when none is
/// near; empty without candidates.
std::string suggestion(std::string_view word, const std::vector<std::string>& candidates);

/// Requires each of `nodes` (text) to stand among `known`; otherwise the mistake is
/// `unknown WHAT "WORD"OF; did you mean …`, where `of` may be empty or e.g. ` of axis "lto"`.
void require_known(const std::vector<Node>& nodes, std::string_view what, std::string_view of,
                   const std::vector<std::string>& known, Faults& faults);

/// Requires `nodes` (text) to differ from one another: `WHAT "x" is given twice`.
void require_distinct(const std::vector<Node>& nodes, std::string_view what, Faults& faults);

/// Requires `name` to be `expected`, the name of the file or folder (`whose`) that holds it.
void require_same_name(const Node& name, const std::string& expected, std::string_view whose,
                       Faults& faults);

/// Requires a name that can stand in a cell id: letters, digits, `_`, `-`, `.` and `+`, the first
/// a letter, digit or `_`.
void require_plain_name(std::string_view name, Place place, Faults& faults);

} // namespace klp
