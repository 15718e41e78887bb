// SPDX-License-Identifier: Apache-2.0
#include "report/impact_report.hpp"

#include <algorithm>
#include <array>

namespace klp {

std::span<const ImpactFormat> impact_formats() {
    static constexpr std::array formats{
        ImpactFormat{"text", render_impact_text},
        ImpactFormat{"json", render_impact_json},
        ImpactFormat{"dot", render_impact_dot},
    };
    return formats;
}

std::string impact_label(const ImpactReport& report, const ConfigurationImpact& impact) {
    if (!impact.dumps.empty()) {
        return impact.dumps;
    }
    std::string label;
    for (const auto& [axis, value] : impact.configuration.entries()) {
        const bool differs =
            std::any_of(report.configurations.begin(), report.configurations.end(),
                        [&axis = axis, &value = value](const ConfigurationImpact& other) {
                            return other.configuration.get(axis) != value;
                        });
        if (differs || report.configurations.size() == 1) {
            label += label.empty() ? "" : " ";
            label.append(axis).append("=").append(value);
        }
    }
    return label;
}

} // namespace klp
