// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace klp {

struct XmlElement {
    std::string name;
    std::map<std::string, std::string> attributes;
    std::string text; ///< of the element itself, entities resolved
    std::vector<XmlElement> children;
};

/// Reads elements, attributes in double quotes and the five entities, and is strict with them:
/// nothing for a document that is not well-formed, holds a character that XML 1.0 forbids, a
/// character reference, CDATA, or anything but an XML declaration before its one element.
std::optional<XmlElement> read_xml(std::string_view document);

} // namespace klp
