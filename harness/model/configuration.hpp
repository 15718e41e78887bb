// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace klp {

/// One value per axis, in the order in which the experiment names its axes.
class Configuration {
public:
    using Entry = std::pair<std::string, std::string>; // axis, value

    Configuration() = default;
    explicit Configuration(std::vector<Entry> entries) : m_entries(std::move(entries)) {}

    /// Sets the value of `axis`, appending the axis when it is new.
    void set(std::string_view axis, std::string_view value);

    /// The value of `axis`; empty when the configuration has no such axis.
    [[nodiscard]] std::string get(std::string_view axis) const;

    /// A copy with `axis` set to `value`.
    [[nodiscard]] Configuration with(std::string_view axis, std::string_view value) const;

    /// A copy without `axis`.
    [[nodiscard]] Configuration without(std::string_view axis) const;

    [[nodiscard]] const std::vector<Entry>& entries() const { return m_entries; }

    /// `AXIS=VALUE,AXIS=VALUE`, the form that the command line takes.
    [[nodiscard]] std::string text() const;

    /// Only the values, `gcc-12/O2/full/off/on`: for table columns.
    [[nodiscard]] std::string short_text() const;

    /// Reads `text()`; nothing when a part is not AXIS=VALUE or names an axis
    /// again.
    static std::optional<Configuration> parse(std::string_view text);

    /// True when every axis=value of `partial` holds here.
    [[nodiscard]] bool matches(const Configuration& partial) const;

    bool operator==(const Configuration&) const = default;
    bool operator<(const Configuration& other) const { return m_entries < other.m_entries; }

private:
    std::vector<Entry> m_entries;
};

} // namespace klp
