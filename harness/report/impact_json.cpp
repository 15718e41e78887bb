// SPDX-License-Identifier: Apache-2.0
#include "report/impact_report.hpp"
#include "report/json_parts.hpp"

namespace klp {
namespace {

Json affected_json(const AffectedFunction& affected) {
    Json via = Json::array();
    Json through = Json::array();
    for (const ImpactStep& step : affected.steps) {
        via.push_back(step.kind);
        through.push_back(step.into);
    }
    Json json{{"name", affected.function.name},    {"file", affected.function.file},
              {"line", affected.function.line},    {"via", std::move(via)},
              {"cross_unit", affected.cross_unit}, {"unit", affected.unit}};
    if (affected.steps.size() > 1) {
        json["path"] = std::move(through);
    }
    return json;
}

Json list_json(const std::vector<AffectedFunction>& functions) {
    Json list = Json::array();
    for (const AffectedFunction& function : functions) {
        list.push_back(affected_json(function));
    }
    return list;
}

Json function_json(const FunctionImpact& impact) {
    Json json{{"name", impact.function.name},
              {"file", impact.function.file},
              {"line", impact.function.line}};
    if (!impact.why.empty()) {
        json["why"] = impact.why;
    }
    json["known"] = impact.known;
    json["copies"] = impact.copies;
    json["selectively_inlined"] = impact.selectively_inlined;
    json["affected"] = list_json(impact.affected);
    return json;
}

Json impact_json(const ConfigurationImpact& impact, const ImpactReport& report) {
    Json json;
    json["configuration"] = configuration_json(impact.configuration);
    if (!impact.dumps.empty()) {
        json["dumps"] = impact.dumps;
    } else {
        json["workload"] = impact.workload;
    }
    json["functions"] = Json::array();
    for (const FunctionImpact& function : impact.functions) {
        json["functions"].push_back(function_json(function));
    }
    if (report.every_function) {
        json["sizes"] = Json::array();
        for (const auto& [functions, count] : impact.sizes) {
            json["sizes"].push_back({functions, count});
        }
        json["selectively_inlined"] = impact.selectively_inlined;
    } else {
        json["together"] = list_json(impact.together);
    }
    std::vector<std::string> notes = report.notes;
    notes.insert(notes.end(), impact.notes.begin(), impact.notes.end());
    json["notes"] = notes;
    return json;
}

} // namespace

std::string render_impact_json(const ImpactReport& report, const RenderOptions&) {
    if (report.configurations.size() == 1) {
        return json_text(impact_json(report.configurations.front(), report));
    }
    Json all = Json::array();
    for (const ConfigurationImpact& impact : report.configurations) {
        all.push_back(impact_json(impact, report));
    }
    return json_text(all);
}

} // namespace klp
