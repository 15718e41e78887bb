// SPDX-License-Identifier: Apache-2.0
#include "model/experiment.hpp"

#include <algorithm>
#include <string_view>

namespace klp {
namespace {

bool matches_pattern(std::string_view pattern, std::string_view name) {
    if (pattern.empty()) {
        return name.empty();
    }
    if (pattern.front() == '*') {
        return matches_pattern(pattern.substr(1), name) ||
               (!name.empty() && matches_pattern(pattern, name.substr(1)));
    }
    return !name.empty() && pattern.front() == name.front() &&
           matches_pattern(pattern.substr(1), name.substr(1));
}

} // namespace

bool selects_metric(const std::vector<std::string>& patterns, const std::string& name) {
    return std::any_of(patterns.begin(), patterns.end(), [&name](const std::string& pattern) {
        return matches_pattern(pattern, name);
    });
}

} // namespace klp
