// SPDX-License-Identifier: Apache-2.0
#include "report/overview.hpp"

#include "model/axis.hpp"
#include "model/comparable.hpp"
#include "model/metric.hpp"
#include "report/figures.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

namespace klp {
namespace {

// Times of different compilers or machines are not costs of the other axes.
constexpr std::array<std::string_view, 2> kept_axes{compiler_axis, "arch"};

using CellIndex = std::map<std::pair<std::string, Configuration>, const CellResult*>;
using Medians = std::map<std::string, double>; // by metric name

Medians medians_of(const CellResult& cell, std::string_view metric) {
    Medians medians;
    for (const auto& [name, series] : cell.metrics) {
        const MetricInfo* info = find_metric(name);
        if (info != nullptr && info->name == metric && !series.values.empty()) {
            medians[name] = median(series);
        }
    }
    return medians;
}

std::optional<double> log_ratio(const CellResult& cell, const CellResult& base,
                                std::string_view metric) {
    if (depends_on_initcalls(metric) && !initcall_difference(cell, base).empty()) {
        return std::nullopt;
    }
    const Medians ours = medians_of(cell, metric);
    const Medians theirs = medians_of(base, metric);
    if (ours.empty() || ours.size() != theirs.size()) {
        return std::nullopt;
    }
    double sum = 0;
    for (const auto& [name, value] : ours) {
        const auto other = theirs.find(name);
        if (other == theirs.end() || value <= 0 || other->second <= 0) {
            return std::nullopt;
        }
        sum += std::log(value / other->second);
    }
    return sum / static_cast<double>(ours.size());
}

MeanRatio mean_ratio(const CellIndex& index, const std::vector<std::string>& workloads,
                     const Configuration& configuration, const Configuration& baseline,
                     std::string_view metric) {
    MeanRatio mean;
    double sum = 0;
    for (const std::string& workload : workloads) {
        const auto cell = index.find({workload, configuration});
        const auto base = index.find({workload, baseline});
        if (cell == index.end() || base == index.end() || cell->second->outcome != Outcome::ok ||
            base->second->outcome != Outcome::ok) {
            continue;
        }
        if (const auto ratio = log_ratio(*cell->second, *base->second, metric)) {
            sum += *ratio;
            ++mean.workloads;
            mean.equivalent =
                mean.equivalent || is_equivalent(*cell->second) || is_equivalent(*base->second);
        }
    }
    if (mean.workloads > 0) {
        mean.ratio = std::exp(sum / mean.workloads);
    }
    return mean;
}

template <typename T> void append_new(std::vector<T>& list, const T& element) {
    if (std::find(list.begin(), list.end(), element) == list.end()) {
        list.push_back(element);
    }
}

bool is_measured(const RunResult& run, std::string_view metric) {
    return std::any_of(run.cells.begin(), run.cells.end(), [metric](const CellResult& cell) {
        return !medians_of(cell, metric).empty();
    });
}

std::vector<OverviewColumn> columns_of(const RunResult& run) {
    const bool has_instructions = is_measured(run, "runtime.BENCH.instructions");
    std::vector<OverviewColumn> columns;
    for (const OverviewColumn& column : all_overview_columns) {
        const bool is_runtime = column.metric == "runtime.BENCH.cpu_ns";
        const bool is_optional =
            column.metric.ends_with(".instructions") || (is_runtime && has_instructions);
        if (!is_optional || is_measured(run, column.metric)) {
            columns.push_back(column);
        }
    }
    for (OverviewColumn& column : columns) {
        if (is_of_kernels(run) && column.metric.ends_with(".instructions")) {
            column.title = "guest instructions";
        }
    }
    return columns;
}

std::vector<Configuration::Entry> fixed_axes(const std::vector<Configuration>& configurations) {
    std::vector<Configuration::Entry> fixed;
    if (configurations.size() < 2) {
        return fixed;
    }
    for (const auto& [axis, value] : configurations.front().entries()) {
        const bool same = std::all_of(
            configurations.begin(), configurations.end(),
            [&axis = axis, &value = value](const auto& c) { return c.get(axis) == value; });
        if (same) {
            fixed.emplace_back(axis, value);
        }
    }
    return fixed;
}

} // namespace

Configuration baseline_of(Configuration configuration, const std::vector<RunAxis>& axes) {
    for (const RunAxis& axis : axes) {
        const bool kept =
            std::find(kept_axes.begin(), kept_axes.end(), axis.name) != kept_axes.end();
        if (kept || axis.values.empty()) {
            continue;
        }
        const bool taken =
            std::find(axis.values.begin(), axis.values.end(), axis.baseline) != axis.values.end();
        configuration.set(axis.name, taken ? axis.baseline : axis.values.front());
    }
    return configuration;
}

Overview overview_of(const RunResult& run) {
    Overview overview;
    overview.columns = columns_of(run);
    overview.is_of_kernels = is_of_kernels(run);
    CellIndex index;
    std::vector<Configuration> configurations;
    for (const CellResult& cell : run.cells) {
        index[{cell.workload, cell.configuration}] = &cell;
        append_new(overview.workloads, cell.workload);
        if (cell.outcome != Outcome::excluded) { // reports list what is excluded, with its reason
            append_new(configurations, cell.configuration);
        }
    }
    overview.fixed = fixed_axes(configurations);
    for (const Configuration& configuration : configurations) {
        const Configuration baseline = baseline_of(configuration, run.axes);
        OverviewRow row{configuration, configuration == baseline, {}};
        for (const OverviewColumn& column : overview.columns) {
            row.means.push_back(
                mean_ratio(index, overview.workloads, configuration, baseline, column.metric));
        }
        overview.rows.push_back(std::move(row));
    }
    return overview;
}

std::string short_label(const Configuration& configuration,
                        const std::vector<Configuration::Entry>& fixed) {
    Configuration varying = configuration;
    for (const auto& [axis, value] : fixed) {
        varying = varying.without(axis);
    }
    return varying.short_text();
}

std::string mean_text(const OverviewRow& row, const MeanRatio& mean) {
    if (!mean.ratio) {
        return "n/a";
    }
    return (row.is_baseline ? "1" : change_text(*mean.ratio)) + (mean.equivalent ? "=" : "");
}

bool has_counts(const Overview& overview) {
    return overview.workloads.size() > 1;
}

std::string overview_note(const Overview& overview) {
    std::string note = "Change against the baseline of the same compiler: ";
    note += has_counts(overview)
                ? fmt::format("geometric mean over workloads of the ratio of medians. n: workloads "
                              "in each mean, of {}; only those where both builds are ok and the "
                              "metric is above zero. \"=\": an equivalent realisation is behind "
                              "it. These means have no interval: ",
                              overview.workloads.size())
                : "ratio of medians, where both builds are ok and the metric is above zero. "
                  "\"=\": an equivalent realisation is behind it. These ratios have no interval: ";
    note += "whether a difference in time is real, the answer says.";
    const bool has_instructions = std::any_of(
        overview.columns.begin(), overview.columns.end(),
        [](const OverviewColumn& column) { return column.metric.ends_with(".instructions"); });
    if (has_instructions) {
        note += " Instructions are a count and not a time";
        note += overview.is_of_kernels ? "; a kernel that runs its initcalls in another order than "
                                         "the baseline has no figure for them."
                                       : ".";
    }
    return note;
}

std::string workloads_text(const OverviewRow& row) {
    std::vector<int> counts;
    for (const MeanRatio& mean : row.means) {
        counts.push_back(mean.workloads);
    }
    const bool same = std::all_of(counts.begin(), counts.end(),
                                  [&counts](int count) { return count == counts.front(); });
    return same ? std::to_string(counts.front()) : fmt::format("{}", fmt::join(counts, "/"));
}

} // namespace klp
