// SPDX-License-Identifier: Apache-2.0
#include "report/boots.hpp"

#include "model/comparable.hpp"
#include "model/metric.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

namespace klp {
namespace {

bool is_booted(const CellResult& cell) {
    return cell.workload_kind == kernel_kind && cell.outcome == Outcome::ok &&
           std::any_of(cell.metrics.begin(), cell.metrics.end(), [](const auto& entry) {
               return depends_on_initcalls(entry.first) && !entry.second.values.empty();
           });
}

BootSpread named(const std::string& metric) {
    const MetricInfo* info = find_metric(metric);
    const std::string_view benchmark = benchmark_of(metric);
    BootSpread row;
    row.name = benchmark.empty() ? metric.substr(0, metric.rfind('.')) : std::string(benchmark);
    row.unit = info == nullptr ? "" : info->unit;
    return row;
}

double spread_of(const Series& series) {
    const auto [least, most] = std::minmax_element(
        series.values.begin(), series.values.end(),
        [](const ReplicateValue& a, const ReplicateValue& b) { return a.value < b.value; });
    const double middle = median(series);
    return middle == 0 ? 0 : (most->value - least->value) / middle;
}

bool is_before(const BootSpread& a, const BootSpread& b) {
    const auto rank = [](const BootSpread& row) {
        return std::tuple(row.name != "boot", std::string_view(row.name),
                          std::string_view(row.unit));
    };
    return rank(a) < rank(b);
}

} // namespace

std::vector<BootSpread> boot_spreads(const RunResult& run, const std::string& workload) {
    std::vector<BootSpread> rows;
    for (const CellResult& cell : run.cells) {
        if (cell.workload != workload || !is_booted(cell)) {
            continue;
        }
        for (const auto& [metric, series] : cell.metrics) {
            if (!depends_on_initcalls(metric) || series.values.empty()) {
                continue;
            }
            BootSpread like = named(metric);
            auto row = std::find_if(rows.begin(), rows.end(), [&like](const BootSpread& candidate) {
                return candidate.name == like.name && candidate.unit == like.unit;
            });
            if (row == rows.end()) {
                like.median = median(series);
                like.spread = spread_of(series);
                row = rows.insert(rows.end(), std::move(like));
            }
            row->greatest = std::max(row->greatest, spread_of(series));
        }
    }
    std::sort(rows.begin(), rows.end(), is_before);
    return rows;
}

std::vector<std::string> booted_kernels(const RunResult& run) {
    std::vector<std::string> names;
    for (const CellResult& cell : run.cells) {
        if (is_booted(cell) &&
            std::find(names.begin(), names.end(), cell.workload) == names.end()) {
            names.push_back(cell.workload);
        }
    }
    return names;
}

std::string boots_note(const RunResult& run) {
    std::size_t boots = 0;
    bool has_instructions = false;
    for (const CellResult& cell : run.cells) {
        if (!is_booted(cell)) {
            continue;
        }
        for (const auto& [metric, series] : cell.metrics) {
            if (depends_on_initcalls(metric)) {
                boots = std::max(boots, series.values.size());
                has_instructions = has_instructions || metric.ends_with(".instructions");
            }
        }
    }
    if (boots == 0) {
        return {};
    }
    std::string note = fmt::format(
        "A kernel is built once in each configuration and booted under {} settings that should not "
        "matter (memory size, padding of the command line). Replicate r of every cell boots with "
        "the same setting; contrasts are paired by it. Spread: (greatest - least) / median over "
        "the boots of one image.",
        boots);
    if (has_instructions) {
        note += " Instructions are those that the guest executes: the same to the digit for one "
                "image and one setting, and not a time.";
    }
    return note;
}

std::string first_booted(const RunResult& run, const std::string& workload) {
    const auto first =
        std::find_if(run.cells.begin(), run.cells.end(), [&](const CellResult& cell) {
            return cell.workload == workload && is_booted(cell);
        });
    return first == run.cells.end() ? std::string() : first->configuration.short_text();
}

} // namespace klp
