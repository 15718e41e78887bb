// SPDX-License-Identifier: Apache-2.0
#include "model/comparable.hpp"
#include "model/metric.hpp"
#include "report/formats.hpp"
#include "report/json_parts.hpp"

#include <algorithm>

namespace klp {
namespace {

Json environment_json(const Environment& environment) {
    const Machine& machine = environment.machine;
    Json compilers = Json::array();
    for (const CompilerIdentity& compiler : environment.compilers) {
        compilers.push_back({{"value", compiler.value},
                             {"path", compiler.path},
                             {"family", compiler.family},
                             {"version", compiler.version},
                             {"target", compiler.target},
                             {"linker", compiler.linker},
                             {"identity", compiler.identity}});
    }
    Json json{{"klpbench_version", environment.klpbench_version},
              {"machine",
               {{"architecture", machine.architecture},
                {"cpu", machine.cpu},
                {"cpus", machine.cpus},
                {"memory_bytes", machine.memory_bytes},
                {"kernel", machine.kernel},
                {"os", machine.os}}}};
    for (const auto& [name, value] : environment.settings) {
        json["settings"][name] = value;
    }
    json.update(
        Json{{"compilers", std::move(compilers)},
             {"seed", environment.seed},
             {"jobs", environment.jobs},
             {"replicates", environment.replicates},
             {"started", environment.started},
             {"ended", environment.ended.empty() ? Json(nullptr) : Json(environment.ended)}});
    return json;
}

Json series_json(const std::string& name, const Series& series) {
    if (series.values.empty()) {
        return {{"skipped", series.skipped}};
    }
    const MetricInfo* info = find_metric(name);
    const MetricInfo metric =
        info == nullptr ? MetricInfo{name, "", Better::lower, MetricKind::noisy, ""} : *info;
    const auto [least, most] = std::minmax_element(
        series.values.begin(), series.values.end(),
        [](const ReplicateValue& a, const ReplicateValue& b) { return a.value < b.value; });
    Json values = Json::array();
    for (const ReplicateValue& sample : series.values) {
        values.push_back(number_json(sample.value));
    }
    return {{"unit", metric.unit},
            {"better", to_string(metric.better)},
            {"kind", to_string(metric.kind)},
            {"n", series.values.size()},
            {"median", number_json(median(series))},
            {"min", number_json(least->value)},
            {"max", number_json(most->value)},
            {"values", std::move(values)}};
}

Json cell_json(const CellResult& cell) {
    Json json{{"id", cell.id}, {"workload", cell.workload}};
    if (!cell.workload_kind.empty()) {
        json["workload_kind"] = cell.workload_kind;
    }
    json.update(Json{{"configuration", configuration_json(cell.configuration)},
                     {"realisation", realisation_json(cell.realisation)},
                     {"outcome", to_string(cell.outcome)},
                     {"reason", cell.reason},
                     {"diagnostic", cell.diagnostic}});
    if (!cell.warnings.empty()) {
        json["warnings"] = cell.warnings;
    }
    for (const auto& [name, value] : cell.facts) {
        if (name != initcalls_fact) { // long, and of use only to who compares two kernels
            json["facts"][name] = value;
        }
    }
    for (const auto& [functions, count] : cell.impact_sizes) {
        json["impact_sizes"].push_back({functions, count});
    }
    for (const auto& [replicate, seed] : cell.layouts) {
        json["layouts"].push_back(std::to_string(seed)); // more bits than a JSON number is sure of
    }
    json["metrics"] = Json::object();
    for (const auto& [name, series] : cell.metrics) {
        json["metrics"][name] = series_json(name, series);
    }
    return json;
}

Json cells_json(const std::vector<CellResult>& cells) {
    Json json = Json::array();
    for (const CellResult& cell : cells) {
        json.push_back(cell_json(cell));
    }
    return json;
}

Json blocks_json(const std::vector<Block>& blocks) {
    Json json = Json::array();
    for (const Block& block : blocks) {
        json.push_back({{"workload", block.workload},
                        {"replicate", block.replicate},
                        {"cpu", block.cpu < 0 ? Json(nullptr) : Json(block.cpu)},
                        {"started", number_json(block.started)},
                        {"ended", number_json(block.ended)},
                        {"load", number_json(block.load)},
                        {"steal_share", number_json(block.steal_share)},
                        {"pressure_share", number_json(block.pressure_share)},
                        {"mhz_at_start", number_json(block.mhz_at_start)},
                        {"mhz_at_end", number_json(block.mhz_at_end)}});
    }
    return json;
}

Json axes_json(const std::vector<RunAxis>& axes) {
    Json json = Json::array();
    for (const RunAxis& axis : axes) {
        json.push_back({{"name", axis.name}, {"baseline", axis.baseline}, {"values", axis.values}});
    }
    return json;
}

} // namespace

std::string render_json(const ReportContent& content, const RenderOptions& /*options*/) {
    const RunResult& run = content.run;
    return json_text({{"experiment", run.experiment},
                      {"run", run.run_id},
                      {"finished", run.finished},
                      {"pending", run.pending},
                      {"equivalence_margin", run.equivalence_margin},
                      {"primary_metrics", run.primary_metrics},
                      {"looks", run.looks},
                      {"stopped", run.stopped.empty() ? Json(nullptr) : Json(run.stopped)},
                      {"environment", environment_json(run.environment)},
                      {"axes", axes_json(run.axes)},
                      {"cells", cells_json(run.cells)},
                      {"controls", cells_json(run.controls)},
                      {"pinned", cells_json(run.pinned)},
                      {"blocks", blocks_json(run.blocks)},
                      {"probes", probes_json(run.probes)},
                      {"proofs", proofs_json(run.proofs)},
                      {"answer", answer_json(content.answer)}});
}

} // namespace klp
