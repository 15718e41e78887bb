// SPDX-License-Identifier: Apache-2.0
#include "analyze/runtime_metric.hpp"

#include "analyze/matrix.hpp"
#include "model/metric.hpp"

#include <algorithm>

namespace klp::analysis {
namespace {

bool has_any(const std::vector<const CellResult*>& cells, const RuntimeMetric& runtime) {
    return std::any_of(cells.begin(), cells.end(), [&runtime](const CellResult* cell) {
        return std::any_of(cell->metrics.begin(), cell->metrics.end(),
                           [&runtime](const auto& entry) {
                               return runtime.covers(entry.first) && !entry.second.values.empty();
                           });
    });
}

} // namespace

bool RuntimeMetric::covers(std::string_view benchmark_metric) const {
    return !benchmark_of(benchmark_metric).empty() &&
           benchmark_metric.ends_with(metric.substr(metric.rfind('.')));
}

const RuntimeMetric* find_runtime_metric(std::string_view metric) {
    for (const RuntimeMetric* runtime : runtime_metrics) {
        if (runtime->metric == metric) {
            return runtime;
        }
    }
    return nullptr;
}

const RuntimeMetric& runtime_of(const std::vector<const CellResult*>& cells) {
    const bool are_kernels = std::any_of(cells.begin(), cells.end(), [](const CellResult* cell) {
        return cell->workload_kind == kernel_kind;
    });
    const RuntimeMetric& first = are_kernels ? guest_instructions : cpu_time;
    const RuntimeMetric& second = are_kernels ? cpu_time : guest_instructions;
    return !has_any(cells, first) && has_any(cells, second) ? second : first;
}

const RuntimeMetric& runtime_of(const Matrix& matrix) {
    return runtime_of(matrix.cells({}));
}

} // namespace klp::analysis
