// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"
#include "model/graph_check.hpp"
#include "model/impact.hpp"
#include "report/report.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace klp {

/// A form in which `impact` prints; docs/formats.md describes JSON and DOT.
struct ImpactFormat {
    std::string_view name;
    std::string (*render)(const ImpactReport& report, const RenderOptions& options);
};

/// Every form. To add one, write a file and a row.
std::span<const ImpactFormat> impact_formats();

std::string render_impact_text(const ImpactReport& report, const RenderOptions& options);
std::string render_impact_json(const ImpactReport& report, const RenderOptions& options);
std::string render_impact_dot(const ImpactReport& report, const RenderOptions& options);

/// What `impact --check` prints.
std::string render_graph_checks_text(const std::vector<GraphCheck>& checks);
std::string render_graph_checks_json(const std::vector<GraphCheck>& checks);

/// The configuration by the axes in which those of the report differ, "lto=full
/// live_patching=off"; with one only, by all of it; or the folder of the dumps.
std::string impact_label(const ImpactReport& report, const ConfigurationImpact& impact);

} // namespace klp
