// SPDX-License-Identifier: Apache-2.0
#include "analyze/matrix.hpp"

#include "analyze/contrast.hpp"
#include "analyze/judge.hpp"
#include "model/axis.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace klp::analysis {

std::string baseline_of(const RunAxis& axis) {
    const bool taken =
        std::find(axis.values.begin(), axis.values.end(), axis.baseline) != axis.values.end();
    return taken || axis.values.empty() ? axis.baseline : axis.values.front();
}

std::string outcome_in_words(const CellResult& cell) {
    const std::string words = std::string(to_string(cell.outcome));
    return cell.reason.empty() ? words : words + " (" + cell.reason + ")";
}

Matrix::Matrix(const RunResult& run, std::string compiler)
    : m_run(run),
      m_protocol(run),
      m_compiler(std::move(compiler)) {
    for (const CellResult& candidate : run.cells) {
        if (std::find(m_workloads.begin(), m_workloads.end(), candidate.workload) ==
            m_workloads.end()) {
            m_workloads.push_back(candidate.workload);
        }
    }
}

std::vector<std::string> Matrix::levels() const {
    std::vector<std::string> names;
    for (const RunAxis& axis : m_run.axes) {
        if (axis.name == "live_patching") {
            std::copy_if(axis.values.begin(), axis.values.end(), std::back_inserter(names),
                         [](const std::string& value) { return value != "off"; });
        }
    }
    return names;
}

Configuration Matrix::at(std::initializer_list<Setting> settings) const {
    Configuration configuration;
    for (const RunAxis& axis : m_run.axes) {
        configuration.set(axis.name, axis.name == compiler_axis ? m_compiler : baseline_of(axis));
    }
    for (const auto& [axis, value] : settings) {
        if (value != "off" || !configuration.get(axis).empty()) {
            configuration.set(axis, value);
        }
    }
    return configuration;
}

Measured<const CellResult*> Matrix::cell(const std::string& workload,
                                         const Configuration& configuration) const {
    for (const CellResult& candidate : m_run.cells) {
        if (candidate.workload != workload || !candidate.configuration.matches(configuration)) {
            continue;
        }
        if (candidate.outcome != Outcome::ok) {
            return tl::unexpected(
                fmt::format("{}: {}", configuration.text(), outcome_in_words(candidate)));
        }
        return &candidate;
    }
    return tl::unexpected(fmt::format("{}: not part of the run", configuration.text()));
}

std::vector<const CellResult*> Matrix::cells(const Configuration& partial) const {
    std::vector<const CellResult*> found;
    for (const CellResult& candidate : m_run.cells) {
        if (candidate.configuration.get(compiler_axis) == m_compiler &&
            candidate.configuration.matches(partial)) {
            found.push_back(&candidate);
        }
    }
    return found;
}

Measured<Effect> Matrix::effect(const std::string& workload, const Configuration& a,
                                const Configuration& b, std::string_view metric) const {
    const auto a_cell = cell(workload, a);
    const auto b_cell = cell(workload, b);
    if (!a_cell || !b_cell) {
        return tl::unexpected(a_cell ? b_cell.error() : a_cell.error());
    }
    return contrast(**a_cell, **b_cell, std::string(metric));
}

WorkloadEffects Matrix::contrasts(const Configuration& a, const Configuration& b,
                                  std::string_view metric) const {
    std::vector<WorkloadEffects::Entry> entries;
    entries.reserve(m_workloads.size());
    for (const std::string& workload : m_workloads) {
        entries.push_back({workload, effect(workload, a, b, metric)});
    }
    return gathered(std::move(entries));
}

WorkloadEffects Matrix::effects(const Configuration& a, const Configuration& b,
                                std::string_view metric) const {
    const std::string name(metric);
    WorkloadEffects effects = contrasts(a, b, metric);
    m_protocol.apply(effects, name, m_compiler);
    m_protocol.apply_holm(
        effects, name, [&](const std::string& member) { return contrasts(a, b, member).overall; });
    judge(effects, name, m_protocol);
    return effects;
}

WorkloadEffects
Matrix::effects(const std::function<Measured<Effect>(const std::string& workload)>& effect_of,
                std::string_view metric) const {
    std::vector<WorkloadEffects::Entry> entries;
    entries.reserve(m_workloads.size());
    for (const std::string& workload : m_workloads) {
        entries.push_back({workload, effect_of(workload)});
    }
    WorkloadEffects effects = gathered(std::move(entries));
    m_protocol.apply(effects, std::string(metric), m_compiler);
    judge(effects, std::string(metric), m_protocol);
    return effects;
}

std::string Matrix::describe(const Configuration& a, const Configuration& b) const {
    Configuration a_named;
    Configuration b_named;
    for (const auto& [axis, b_value] : b.entries()) {
        const auto known = std::find_if(
            m_run.axes.begin(), m_run.axes.end(),
            [&name = axis](const RunAxis& candidate) { return candidate.name == name; });
        const bool at_baseline =
            known != m_run.axes.end() && a.get(axis) == b_value && baseline_of(*known) == b_value;
        const bool is_named = axis == compiler_axis
                                  ? known != m_run.axes.end() && known->values.size() > 1
                                  : !at_baseline;
        if (is_named) {
            a_named.set(axis, a.get(axis));
            b_named.set(axis, b_value);
        }
    }
    return fmt::format("{} vs {}", b_named.text(), a_named.text());
}

} // namespace klp::analysis
