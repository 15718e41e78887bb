// SPDX-License-Identifier: Apache-2.0
#include "analyze/matrix.hpp"

#include "analyze/contrast.hpp"
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

std::vector<std::string> WorkloadEffects::missing() const {
    std::vector<std::string> names;
    for (const Entry& entry : by_workload) {
        if (!entry.effect) {
            names.push_back(entry.workload);
        }
    }
    return names;
}

Matrix::Matrix(const RunResult& run, std::string compiler)
    : m_run(run),
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

WorkloadEffects Matrix::effects(const Configuration& a, const Configuration& b,
                                std::string_view metric) const {
    return effects([&](const std::string& workload) { return effect(workload, a, b, metric); });
}

WorkloadEffects Matrix::effects(
    const std::function<Measured<Effect>(const std::string& workload)>& effect_of) const {
    std::vector<WorkloadEffects::Entry> entries;
    std::vector<Effect> measured;
    std::vector<std::string> notes;
    for (const std::string& workload : m_workloads) {
        entries.push_back({workload, effect_of(workload)});
        const Measured<Effect>& last = entries.back().effect;
        if (last) {
            measured.push_back(*last);
            for (const std::string& note : last->notes) {
                add_note(notes, fmt::format("{}: {}", workload, note));
            }
        } else {
            add_note(notes, "without " + workload + ": " + last.error());
        }
    }
    Measured<Effect> overall = mean(measured);
    if (overall) {
        overall->notes = notes;
    } else if (!entries.empty() && measured.empty()) {
        overall = tl::unexpected(entries.front().workload + ": " + entries.front().effect.error());
    }
    return {std::move(entries), std::move(overall)};
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
