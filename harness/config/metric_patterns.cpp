// SPDX-License-Identifier: Apache-2.0
//
// A pattern may name a benchmark ("runtime.lookup_*"), and which benchmarks there are is known
// only when they run. So a row with BENCH is itself a pattern, and the question is whether the two
// patterns have a string in common.
#include "config/metric_patterns.hpp"

#include "model/metric.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace klp {
namespace {

constexpr std::string_view placeholder = "BENCH";

std::string row_pattern(const MetricInfo& metric) {
    std::string pattern(metric.name);
    if (const std::size_t at = pattern.find(placeholder); at != std::string::npos) {
        pattern.replace(at, placeholder.size(), "*");
    }
    return pattern;
}

} // namespace

bool patterns_overlap(std::string_view a, std::string_view b) {
    // overlaps[j]: the suffixes a[i..] and b[j..] overlap; rows are filled from the last i upwards.
    std::vector<bool> below(b.size() + 1, false);
    for (std::size_t i = a.size() + 1; i-- > 0;) {
        std::vector<bool> overlaps(b.size() + 1, false);
        for (std::size_t j = b.size() + 1; j-- > 0;) {
            const bool a_ends = i == a.size();
            const bool b_ends = j == b.size();
            if (a_ends && b_ends) {
                overlaps[j] = true;
            } else if (!a_ends && a[i] == '*') {
                overlaps[j] = below[j] || (!b_ends && overlaps[j + 1]);
            } else if (!b_ends && b[j] == '*') {
                overlaps[j] = overlaps[j + 1] || (!a_ends && below[j]);
            } else {
                overlaps[j] = !a_ends && !b_ends && a[i] == b[j] && below[j + 1];
            }
        }
        below = overlaps;
    }
    return below[0];
}

void require_metrics(const std::vector<Node>& patterns, Faults& faults) {
    std::vector<std::string> names;
    std::vector<std::string> groups;
    for (const MetricInfo& metric : metric_table()) {
        names.emplace_back(metric.name);
        const std::string_view group = metric.name.substr(0, metric.name.find('.') + 1);
        if (groups.empty() || !groups.back().starts_with(group)) {
            groups.push_back(std::string(group) + "*");
        }
    }
    for (const Node& pattern : patterns) {
        const auto metrics = metric_table();
        const bool is_group = pattern.text.find('*') != std::string::npos;
        if (std::none_of(metrics.begin(), metrics.end(), [&pattern](const MetricInfo& metric) {
                return patterns_overlap(pattern.text, row_pattern(metric));
            })) {
            faults.add(pattern.place,
                       fmt::format("unknown metric \"{}\"{}", pattern.text,
                                   suggestion(pattern.text, is_group ? groups : names)));
        }
    }
    require_distinct(patterns, "metric", faults);
}

} // namespace klp
