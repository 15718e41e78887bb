// SPDX-License-Identifier: Apache-2.0
#include "model/experiment.hpp"

#include "model/metric.hpp"

#include <algorithm>

namespace klp {

bool selects_metric(const std::vector<std::string>& patterns, const std::string& name) {
    return std::any_of(patterns.begin(), patterns.end(), [&name](const std::string& pattern) {
        return patterns_overlap(pattern, name);
    });
}

} // namespace klp
