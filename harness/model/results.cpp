// SPDX-License-Identifier: Apache-2.0
#include "model/results.hpp"

#include "base/median.hpp"

#include <algorithm>
#include <utility>

namespace klp {

std::vector<RunResult> split_by_kind(const RunResult& run) {
    std::vector<std::string> kinds;
    for (const CellResult& cell : run.cells) {
        if (std::find(kinds.begin(), kinds.end(), cell.workload_kind) == kinds.end()) {
            kinds.insert(cell.workload_kind == kernel_kind ? kinds.begin() : kinds.end(),
                         cell.workload_kind);
        }
    }
    if (kinds.size() < 2) {
        return {run};
    }
    std::vector<RunResult> parts;
    for (const std::string& kind : kinds) {
        parts.push_back(run);
        std::erase_if(parts.back().cells,
                      [&kind](const CellResult& cell) { return cell.workload_kind != kind; });
    }
    return parts;
}

bool is_of_kernels(const RunResult& part) {
    return !part.cells.empty() && part.cells.front().workload_kind == kernel_kind;
}

double median(const Series& series) {
    std::vector<double> values;
    values.reserve(series.values.size());
    for (const ReplicateValue& sample : series.values) {
        values.push_back(sample.value);
    }
    return median_of(std::move(values));
}

bool is_equivalent(const CellResult& cell) {
    return std::any_of(cell.realisation.begin(), cell.realisation.end(),
                       [](const auto& entry) { return entry.second == Realisation::equivalent; });
}

} // namespace klp
