// SPDX-License-Identifier: Apache-2.0
#include "config/node.hpp"

namespace klp {

std::string_view type_name(Node::Type type) {
    switch (type) {
    case Node::Type::text:
        return "a string";
    case Node::Type::integer:
        return "a whole number";
    case Node::Type::real:
        return "a number";
    case Node::Type::boolean:
        return "a boolean";
    case Node::Type::list:
        return "a list";
    case Node::Type::table:
        return "a table";
    case Node::Type::other:
        return "a date or time";
    }
    return {};
}

} // namespace klp
