// SPDX-License-Identifier: Apache-2.0
#include "model/configuration.hpp"

#include <algorithm>

namespace klp {

void Configuration::set(std::string_view axis, std::string_view value) {
    const auto entry =
        std::find_if(m_entries.begin(), m_entries.end(),
                     [axis](const Entry& candidate) { return candidate.first == axis; });
    if (entry != m_entries.end()) {
        entry->second = value;
    } else {
        m_entries.emplace_back(axis, value);
    }
}

std::string Configuration::get(std::string_view axis) const {
    for (const auto& [name, value] : m_entries) {
        if (name == axis) {
            return value;
        }
    }
    return {};
}

Configuration Configuration::with(std::string_view axis, std::string_view value) const {
    Configuration copy = *this;
    copy.set(axis, value);
    return copy;
}

Configuration Configuration::without(std::string_view axis) const {
    Configuration copy = *this;
    std::erase_if(copy.m_entries, [axis](const Entry& entry) { return entry.first == axis; });
    return copy;
}

std::string Configuration::text() const {
    std::string joined;
    for (const auto& [axis, value] : m_entries) {
        joined.append(joined.empty() ? "" : ",").append(axis).append("=").append(value);
    }
    return joined;
}

std::string Configuration::short_text() const {
    std::string joined;
    for (const auto& [axis, value] : m_entries) {
        joined.append(joined.empty() ? "" : "/").append(value);
    }
    return joined;
}

std::optional<Configuration> Configuration::parse(std::string_view text) {
    Configuration configuration;
    for (bool more = !text.empty(); more;) {
        const std::string_view part = text.substr(0, text.find(','));
        const std::size_t equals = part.find('=');
        if (equals == std::string_view::npos || equals == 0 || equals + 1 == part.size() ||
            !configuration.get(part.substr(0, equals)).empty()) {
            return std::nullopt;
        }
        configuration.set(part.substr(0, equals), part.substr(equals + 1));
        more = part.size() < text.size();
        text.remove_prefix(std::min(text.size(), part.size() + 1));
    }
    return configuration;
}

bool Configuration::matches(const Configuration& partial) const {
    return std::all_of(partial.m_entries.begin(), partial.m_entries.end(),
                       [this](const Entry& entry) { return get(entry.first) == entry.second; });
}

} // namespace klp
