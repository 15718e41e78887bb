// SPDX-License-Identifier: Apache-2.0
#include "impact/name_users.hpp"

#include <algorithm>
#include <utility>

namespace klp {
namespace {

constexpr std::string_view link = ", and through it ";

// Of a chain the first and the last are said.
std::string through(std::string_view cause) {
    const std::size_t last = cause.rfind(link);
    cause.remove_prefix(last == std::string_view::npos ? 0 : last + link.size());
    return std::string(link).append(cause);
}

} // namespace

void NameUsers::add(std::string_view name, std::string cause) {
    m_why.emplace(name, std::move(cause));
}

const std::string* NameUsers::reason(const std::vector<std::string_view>& mentions) const {
    for (const std::string_view word : mentions) {
        if (const auto found = m_why.find(word); found != m_why.end()) {
            return &found->second;
        }
    }
    return nullptr;
}

void NameUsers::follow_macros(const std::vector<const CSource*>& scans) {
    for (bool grown = !m_why.empty(); grown;) {
        grown = false;
        for (const CSource* scan : scans) {
            for (const CMacro& macro : scan->macros) {
                const std::string* cause =
                    m_why.contains(macro.name) ? nullptr : reason(macro.mentions);
                if (cause != nullptr) {
                    add(macro.name, std::string("macro ").append(macro.name) + through(*cause));
                    grown = true;
                }
            }
        }
    }
}

void NameUsers::add_item(const CItem& item, const std::string& cause) {
    for (const std::string_view name : item.declares) {
        const bool itself = name == item.name;
        add(name,
            std::string(name).append(itself ? "" : " of ").append(itself ? "" : item.name) + cause);
    }
    if (item.kind == CItemKind::type) {
        m_types.insert(item.name);
    }
}

void NameUsers::follow_types(const CSource& scan) {
    std::set<const CItem*> followed;
    for (bool grown = !m_types.empty(); grown;) {
        grown = false;
        for (const CItem& item : scan.items) {
            const bool follows = item.kind == CItemKind::type || item.kind == CItemKind::variable;
            const auto known =
                std::find_if(item.mentions.begin(), item.mentions.end(),
                             [this](std::string_view word) { return m_types.contains(word); });
            if (follows && known != item.mentions.end() && followed.insert(&item).second) {
                add_item(item, through(m_why.at(*known)));
                grown = true;
            }
        }
    }
}

std::string NameUsers::why(const CItem& item) const {
    const std::string* cause = reason(item.mentions);
    return cause == nullptr ? std::string() : std::string("uses ").append(*cause);
}

} // namespace klp
