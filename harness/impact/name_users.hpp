// SPDX-License-Identifier: Apache-2.0
//
// Who mentions a name that changed: directly, or through macros that expand to it.
#pragma once

#include "model/c_source.hpp"

#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace klp {

class NameUsers {
public:
    /// `cause` says what changed and where: "macro M, changed at include/x.h:12".
    void add(std::string_view name, std::string cause);

    bool empty() const { return m_why.empty(); }

    /// Adds the macros of the scans that mention an added name, and those that mention these.
    void follow_macros(const std::vector<const CSource*>& scans);

    /// Adds all that an item declares; a member may be used where its type is not mentioned.
    /// `cause` follows the name: ", changed at …".
    void add_item(const CItem& item, const std::string& cause);

    /// Adds what the types and variables of the scan declare that mention an added type, and so on:
    /// their layout follows its.
    void follow_types(const CSource& scan);

    /// "uses macro M, changed at …" or "uses macro N, and through it macro M, changed at …"; empty
    /// when the item mentions no added name.
    std::string why(const CItem& item) const;

private:
    const std::string* reason(const std::vector<std::string_view>& mentions) const;
    std::unordered_map<std::string_view, std::string> m_why;
    std::set<std::string_view> m_types;
};

} // namespace klp
