// SPDX-License-Identifier: Apache-2.0
#include "report/findings.hpp"
#include "report/json_parts.hpp"
#include "report/layout.hpp"
#include "report/paint.hpp"
#include "report/report.hpp"
#include "report/table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace klp {
namespace {

constexpr std::size_t body_indent = 2;
constexpr std::size_t most_diagnostic_lines = 6;

struct StatusCounts {
    Configuration configuration;
    std::array<int, 3> cells{}; ///< by CellStatus
    bool equivalent = false;
};

std::vector<StatusCounts> counts_by_configuration(const Plan& plan) {
    std::vector<StatusCounts> counts;
    for (const PlannedCell& cell : plan.cells) {
        if (cell.role != CellRole::measured) {
            continue;
        }
        auto row = std::find_if(counts.begin(), counts.end(), [&cell](const StatusCounts& other) {
            return other.configuration == cell.configuration;
        });
        if (row == counts.end()) {
            row = counts.insert(counts.end(), {cell.configuration, {}, false});
        }
        ++row->cells.at(static_cast<std::size_t>(cell.status));
        for (const auto& [axis, how] : cell.realisation) {
            row->equivalent = row->equivalent || how == Realisation::equivalent;
        }
    }
    return counts;
}

std::string totals_text(const std::vector<StatusCounts>& counts, const Plan& plan,
                        const Experiment& experiment) {
    std::array<int, 3> sum{};
    for (const StatusCounts& row : counts) {
        for (std::size_t i = 0; i < sum.size(); ++i) {
            sum.at(i) += row.cells.at(i);
        }
    }
    const auto controls =
        std::count_if(plan.cells.begin(), plan.cells.end(),
                      [](const PlannedCell& cell) { return cell.role == CellRole::control; });
    return fmt::format("{} cells: {} planned, {} unsupported, {} excluded{}; {}{} replicates of "
                       "each, interleaved by seed {}",
                       sum[0] + sum[1] + sum[2], sum[0], sum[1], sum[2],
                       controls == 0   ? ""
                       : controls == 1 ? " and 1 control"
                                       : fmt::format(" and {} controls", controls),
                       experiment.design.looks > 1 ? "up to " : "", experiment.replicates,
                       experiment.seed);
}

std::string configurations_text(const std::vector<StatusCounts>& counts) {
    Table table({{"configuration"},
                 {"planned", Align::right},
                 {"unsupported", Align::right},
                 {"excluded", Align::right}});
    bool any_equivalent = false;
    for (const StatusCounts& row : counts) {
        any_equivalent = any_equivalent || row.equivalent;
        table.add_row({row.configuration.short_text() + (row.equivalent ? " =" : ""),
                       std::to_string(row.cells[0]), std::to_string(row.cells[1]),
                       std::to_string(row.cells[2])});
    }
    return table.text(body_indent) +
           (any_equivalent ? paragraph("\"=\": an equivalent realisation stands in for a flag that "
                                       "the compiler refuses.",
                                       body_indent)
                           : "");
}

std::string reasons_text(const Plan& plan, const Experiment& experiment) {
    std::vector<CellGroup> groups;
    for (const PlannedCell& cell : plan.cells) {
        if (cell.status != CellStatus::planned) {
            add_to_group(groups,
                         {std::string(to_string(cell.status)), cell.reason, cell.diagnostic, {}},
                         cell.configuration.text(), experiment.workloads.at(cell.workload).name);
        }
    }
    std::vector<std::string> workloads;
    for (const auto& workload : experiment.workloads) {
        workloads.push_back(workload.name);
    }
    std::string text;
    for (const CellGroup& group : groups) {
        text += "\n" +
                paragraph(fmt::format("{} ({} {}): {}", group.outcome, group.count(),
                                      group.count() == 1 ? "cell" : "cells", group.reason),
                          0) +
                quotation(group.diagnostic, body_indent, most_diagnostic_lines);
        for (const std::string& cells : cells_in_words(group, workloads)) {
            text += paragraph(cells, body_indent);
        }
    }
    return text;
}

} // namespace

std::string render_plan_text(const Plan& plan, const Experiment& experiment,
                             const RenderOptions& options) {
    const std::vector<StatusCounts> counts = counts_by_configuration(plan);
    return Paint(options.color).heading("Experiment") + "\n" +
           paragraph(plan.experiment, body_indent) +
           paragraph(totals_text(counts, plan, experiment), body_indent) + "\n" +
           configurations_text(counts) + reasons_text(plan, experiment);
}

std::string render_plan_json(const Plan& plan, const Experiment& experiment) {
    Json cells = Json::array();
    for (const PlannedCell& cell : plan.cells) {
        cells.push_back({{"id", cell.id},
                         {"workload", experiment.workloads.at(cell.workload).name},
                         {"configuration", configuration_json(cell.configuration)},
                         {"realisation", realisation_json(cell.realisation)},
                         {"status", to_string(cell.status)},
                         {"reason", cell.reason}});
    }
    return json_text({{"experiment", plan.experiment}, {"cells", std::move(cells)}});
}

} // namespace klp
