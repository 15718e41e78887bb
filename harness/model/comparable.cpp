// SPDX-License-Identifier: Apache-2.0
#include "model/comparable.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace klp {
namespace {

const std::string* order_of(const CellResult& cell) {
    const auto found = cell.facts.find(initcalls_fact);
    return found == cell.facts.end() ? nullptr : &found->second;
}

/// The axes of `cell` at which `other` has another value; `otherwise` when there are none, as when
/// the cells are of two runs.
std::string name_of(const CellResult& cell, const CellResult& other, const std::string& otherwise) {
    Configuration named;
    for (const auto& [axis, value] : cell.configuration.entries()) {
        if (other.configuration.get(axis) != value) {
            named.set(axis, value);
        }
    }
    return named.entries().empty() ? otherwise : named.text();
}

/// Takes the first line away from `lines`; "nothing more" when there is none.
std::string next_line(std::string_view& lines) {
    if (lines.empty()) {
        return "nothing more";
    }
    const std::size_t end = std::min(lines.find('\n'), lines.size());
    std::string line(lines.substr(0, end));
    lines.remove_prefix(std::min(end + 1, lines.size()));
    return line;
}

} // namespace

bool depends_on_initcalls(std::string_view metric) {
    return metric.starts_with("runtime.") || metric.starts_with("boot.");
}

std::string initcall_difference(const CellResult& a, const CellResult& b) {
    const std::string* a_order = order_of(a);
    const std::string* b_order = order_of(b);
    if (a_order == nullptr || b_order == nullptr) {
        return {};
    }
    std::string_view a_rest = *a_order;
    std::string_view b_rest = *b_order;
    while (!a_rest.empty() || !b_rest.empty()) {
        const std::string in_a = next_line(a_rest);
        const std::string in_b = next_line(b_rest);
        if (in_a != in_b) {
            return fmt::format("initcall order differs: {} runs {} where {} runs {}",
                               name_of(a, b, "A"), in_a, name_of(b, a, "B"), in_b);
        }
    }
    return {};
}

} // namespace klp
