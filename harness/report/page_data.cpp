// SPDX-License-Identifier: Apache-2.0
#include "report/page_data.hpp"

#include "model/metric.hpp"
#include "report/conditions.hpp"
#include "report/findings.hpp"
#include "report/overview.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace klp {
namespace {

Json pairs_of_text(const std::vector<std::pair<std::string, std::string>>& pairs) {
    Json json = Json::array();
    for (const auto& [subject, value] : pairs) {
        json.push_back({subject, value});
    }
    return json;
}

/// All that is stored of the environment, as (subject, value).
Json environment_rows(const Environment& environment) {
    const Machine& machine = environment.machine;
    std::vector<std::pair<std::string, std::string>> rows{
        {"klpbench", environment.klpbench_version},
        {"architecture", machine.architecture},
        {"processor", machine.cpu},
        {"processors", std::to_string(machine.cpus)},
        {"memory, bytes", std::to_string(machine.memory_bytes)},
        {"kernel", machine.kernel},
        {"system", machine.os},
    };
    for (const auto& [name, value] : environment.settings) {
        rows.emplace_back("setting " + name, value);
    }
    for (const CompilerIdentity& compiler : environment.compilers) {
        rows.emplace_back("compiler " + compiler.value,
                          fmt::format("{}; {}; {}; {}; {}", compiler.version, compiler.path,
                                      compiler.target, compiler.linker, compiler.identity));
    }
    rows.emplace_back("seed", std::to_string(environment.seed));
    rows.emplace_back("jobs", std::to_string(environment.jobs));
    rows.emplace_back("replicates planned", std::to_string(environment.replicates));
    rows.emplace_back("started", environment.started);
    rows.emplace_back("ended", environment.ended.empty() ? "not finished" : environment.ended);
    return pairs_of_text(rows);
}

Json page_answer(const Answer& answer) {
    Json questions = answer_json(answer).at("questions");
    for (Json& question : questions) {
        for (Json& item : question["evidence"]) {
            item["equivalent"] = item["realisation"] == to_string(Realisation::equivalent);
            if (!item.contains("finding")) {
                item["finding"] = nullptr;
                item["primary"] = false;
                item["line"] = "";
            }
            if (!item.contains("note")) {
                item["note"] = "";
            }
            for (const char* not_shown : {"realisation", "control", "worst", "confidence"}) {
                item.erase(not_shown);
            }
        }
    }
    return questions;
}

Json page_metrics(const std::vector<std::string>& names) {
    Json json = Json::array();
    for (const std::string& name : names) {
        const MetricInfo* info = find_metric(name);
        json.push_back({{"name", name},
                        {"unit", info == nullptr ? "" : info->unit},
                        {"better", to_string(info == nullptr ? Better::lower : info->better)},
                        {"kind", to_string(info == nullptr ? MetricKind::noisy : info->kind)},
                        {"meaning", info == nullptr ? "" : info->meaning}});
    }
    return json;
}

Json page_workloads(const RunResult& run, const PageIndex& index) {
    Json json = Json::array();
    for (const std::string& name : index.workloads()) {
        const auto cell = std::find_if(run.cells.begin(), run.cells.end(),
                                       [&name](const auto& one) { return one.workload == name; });
        json.push_back({{"name", name}, {"kind", cell->workload_kind}});
    }
    return json;
}

std::string label_of(const Configuration& configuration, const std::vector<RunAxis>& axes) {
    std::string label;
    for (const RunAxis& axis : axes) {
        if (axis.values.size() > 1) {
            label += fmt::format("{}{}={}", label.empty() ? "" : ",", axis.name,
                                 configuration.get(axis.name));
        }
    }
    return label.empty() ? "(only configuration)" : label;
}

Json page_configurations(const RunResult& run, const PageIndex& index) {
    Json json = Json::array();
    for (const Configuration& configuration : index.configurations()) {
        const Configuration baseline = baseline_of(configuration, run.axes);
        const auto& all = index.configurations();
        const bool is_there = std::find(all.begin(), all.end(), baseline) != all.end();
        const bool equivalent =
            std::any_of(run.cells.begin(), run.cells.end(), [&](const CellResult& cell) {
                return cell.configuration == configuration && is_equivalent(cell);
            });
        json.push_back({{"label", label_of(configuration, run.axes)},
                        {"values", configuration_json(configuration)},
                        {"baseline", baseline == configuration},
                        {"equivalent", equivalent},
                        {"against", is_there ? Json(index.of(baseline)) : Json(nullptr)}});
    }
    return json;
}

Json page_axes(const std::vector<RunAxis>& axes, bool fixed) {
    Json json = Json::array();
    for (const RunAxis& axis : axes) {
        if (!fixed) {
            json.push_back(
                {{"name", axis.name}, {"baseline", axis.baseline}, {"values", axis.values}});
        } else if (axis.values.size() == 1) {
            json.push_back({axis.name, axis.values.front()});
        }
    }
    return json;
}

Json page_not_ok(const RunResult& run) {
    Json json = Json::array();
    for (const CellGroup& group : cells_not_ok(run)) {
        Json cells = Json::array();
        for (const auto& [configuration, workloads] : group.cells) {
            cells.push_back({configuration, workloads});
        }
        json.push_back({{"outcome", group.outcome},
                        {"reason", group.reason},
                        {"diagnostic", group.diagnostic},
                        {"cells", std::move(cells)}});
    }
    return json;
}

Json page_remarks(const std::vector<Remark>& remarks) {
    Json json = Json::array();
    for (const Remark& remark : remarks) {
        json.push_back({remark.text, remark.cells});
    }
    return json;
}

} // namespace

PageIndex::PageIndex(const RunResult& run) {
    for (const CellResult& cell : run.cells) {
        if (m_configuration_numbers.emplace(cell.configuration, m_configurations.size()).second) {
            m_configurations.push_back(cell.configuration);
        }
        if (m_workload_numbers.emplace(cell.workload, m_workloads.size()).second) {
            m_workloads.push_back(cell.workload);
        }
    }
}

std::size_t PageIndex::of(const Configuration& configuration) const {
    return m_configuration_numbers.at(configuration);
}

std::size_t PageIndex::of_workload(const std::string& workload) const {
    return m_workload_numbers.at(workload);
}

std::size_t PageIndex::of_metric(const std::string& metric) {
    const auto [entry, is_new] = m_metric_numbers.emplace(metric, m_metrics.size());
    if (is_new) {
        m_metrics.push_back(metric);
    }
    return entry->second;
}

Json PageIndex::workload_or_text(const std::string& text) const {
    const auto found = m_workload_numbers.find(text);
    return found == m_workload_numbers.end() ? Json(text) : Json(found->second);
}

Json page_data(const ReportContent& content) {
    const RunResult& run = content.run;
    PageIndex index(run);
    Json cells = page_cells(run, index);
    Json pairs = Json::object();
    add_page_pairs(pairs, content.details, index);
    Json document{
        {"experiment", run.experiment},
        {"run", run.run_id},
        {"finished", run.finished},
        {"pending", run.pending},
        {"stopped", run.stopped.empty() ? Json(nullptr) : Json(run.stopped)},
        {"margin", run.equivalence_margin},
        {"facts", pairs_of_text(facts_of(run))},
        {"conditions", pairs_of_text(conditions_of(run))},
        {"environment", environment_rows(run.environment)},
        {"answer", page_answer(content.answer)},
        {"axes", page_axes(run.axes, false)},
        {"metrics", page_metrics(index.metrics())},
        {"workloads", page_workloads(run, index)},
        {"configurations", page_configurations(run, index)},
        {"fixed", page_axes(run.axes, true)},
        {"cells", std::move(cells)},
    };
    document.update(pairs);
    document["images"] = page_images(content, index);
    document["left_out"] = {{"pairs", content.details.pairs_left_out}};
    document["not_ok"] = page_not_ok(run);
    document["proofs"] = proofs_json(run.proofs);
    document["probes"] = probes_json(run.probes);
    document["warnings"] = page_remarks(warnings_of(run));
    document["skipped_metrics"] = page_remarks(skipped_metrics(run));
    return document;
}

} // namespace klp
