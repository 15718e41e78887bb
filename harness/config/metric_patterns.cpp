// SPDX-License-Identifier: Apache-2.0
#include "config/metric_patterns.hpp"

#include "model/metric.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace klp {

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
                return may_select(pattern.text, metric);
            })) {
            faults.add(pattern.place,
                       fmt::format("unknown metric \"{}\"{}", pattern.text,
                                   suggestion(pattern.text, is_group ? groups : names)));
        }
    }
    require_distinct(patterns, "metric", faults);
}

void require_primary_metrics(const std::vector<Node>& metrics, Faults& faults) {
    std::vector<std::string> known{"runtime"};
    for (const MetricInfo& metric : metric_table()) {
        if (benchmark_of(metric.name).empty()) {
            known.emplace_back(metric.name);
        }
    }
    require_known(metrics, "metric", "", known, faults);
    require_distinct(metrics, "metric", faults);
}

} // namespace klp
