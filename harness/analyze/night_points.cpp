// SPDX-License-Identifier: Apache-2.0
#include "analyze/night_points.hpp"

#include "analyze/contrast.hpp"
#include "analyze/validity.hpp"
#include "model/axis.hpp"
#include "model/comparable.hpp"
#include "model/experiment.hpp"
#include "model/metric.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <utility>

namespace klp {
namespace {

using namespace analysis;

constexpr double night_confidence = 0.95;
constexpr const char* run_image_fact = "run_image.sha256";

std::string fact_of(const CellResult& cell, const char* name) {
    const auto found = cell.facts.find(name);
    return found == cell.facts.end() ? std::string() : found->second;
}

bool has_same_image(const CellResult& cell, const CellResult& other) {
    const std::string image = fact_of(cell, image_fact);
    if (image.empty() || image != fact_of(other, image_fact)) {
        return false;
    }
    // Another layout is another file from the same code.
    return cell.layouts != other.layouts ||
           fact_of(cell, run_image_fact) == fact_of(other, run_image_fact);
}

const CellResult* twin_of(const CellResult& cell, const std::vector<CellResult>& cells) {
    const auto twin = std::find_if(cells.begin(), cells.end(), [&cell](const CellResult& other) {
        return other.workload == cell.workload && other.configuration == cell.configuration;
    });
    return twin == cells.end() ? nullptr : &*twin;
}

/// Of this configuration all axes but the compiler are at their baselines.
bool is_baseline(const RunResult& run, const Configuration& configuration) {
    return std::all_of(run.axes.begin(), run.axes.end(), [&configuration](const RunAxis& axis) {
        return axis.name == compiler_axis || configuration.get(axis.name) == axis.baseline;
    });
}

/// The pinned baseline that the cell is seen against: under its compiler, else under any.
const CellResult* pinned_baseline(const RunResult& run, const CellResult& cell) {
    const CellResult* found = nullptr;
    for (const CellResult& pinned : run.pinned) {
        if (pinned.workload != cell.workload || !is_baseline(run, pinned.configuration)) {
            continue;
        }
        const bool same_compiler =
            pinned.configuration.get(compiler_axis) == cell.configuration.get(compiler_axis);
        if (found == nullptr || same_compiler) {
            found = &pinned;
        }
        if (same_compiler) {
            break;
        }
    }
    return found;
}

bool selects_all_benchmarks(const std::string& pattern, const RuntimeMetric& runtime,
                            const CellResult& cell) {
    return pattern == runtime.metric || (pattern == "runtime" && &runtime == &runtime_of({&cell}));
}

/// A pattern that asks for every benchmark asks for them together.
bool is_of_all_benchmarks(const std::string& pattern) {
    return pattern == "runtime" || find_runtime_metric(pattern) != nullptr;
}

Measured<Estimate> ratio_of(const RunResult& run, const CellResult& cell,
                            const std::string& metric) {
    const CellResult* pinned = pinned_baseline(run, cell);
    if (pinned == nullptr) {
        return tl::unexpected<std::string>(
            cell.workload_kind == kernel_kind
                ? "a kernel has no pinned twin: its times are not watched"
                : "the night has no pinned baseline");
    }
    if (pinned->outcome != Outcome::ok) {
        return tl::unexpected(fmt::format("the pinned baseline: {}", to_string(pinned->outcome)));
    }
    const Measured<Effect> effect = contrast(*pinned, cell, metric);
    if (!effect) {
        return tl::unexpected(effect.error());
    }
    if (!effect->invalid.empty()) {
        return tl::unexpected(effect->invalid);
    }
    return estimate(*effect, night_confidence);
}

Measured<NightPoint> point_of(const RunResult& run, const CellResult& cell,
                              const std::string& metric) {
    NightPoint point;
    if (is_watched_as_value(metric)) {
        const auto value = watched_value(cell, metric);
        if (!value) {
            return tl::unexpected(value.error());
        }
        point.value = point.low = point.high = *value;
        point.units = 1;
        return point;
    }
    const auto ratio = ratio_of(run, cell, metric);
    if (!ratio) {
        return tl::unexpected(ratio.error());
    }
    point.value = ratio->value;
    point.low = ratio->low;
    point.high = ratio->high;
    point.units = ratio->n;
    return point;
}

bool is_same_image(const RunResult& run, const CellResult& cell, const RunResult* first_night) {
    if (const CellResult* pinned = twin_of(cell, run.pinned)) {
        return has_same_image(cell, *pinned);
    }
    const CellResult* first = first_night == nullptr ? nullptr : twin_of(cell, first_night->cells);
    return first != nullptr && has_same_image(cell, *first);
}

/// By metric: the cells without a point, and why.
using Missing = std::map<std::string, std::vector<std::pair<std::string, std::string>>>;

/// One note a metric: mostly all cells lack it for one reason.
void add_notes(const Missing& missing, std::vector<std::string>& notes) {
    for (const auto& [metric, cells] : missing) {
        const auto& [cell, why] = cells.front();
        notes.push_back(cells.size() == 1
                            ? fmt::format("{}, {}: not watched tonight: {}", cell, metric, why)
                            : fmt::format("{}: not watched tonight in {} cells, the first {}: {}",
                                          metric, cells.size(), cell, why));
    }
}

std::size_t row_of(const std::string& metric) {
    return static_cast<std::size_t>(find_metric(metric) - metric_table().data());
}

} // namespace

bool is_watched_as_value(const std::string& metric) {
    return is_exact(metric) || is_counted(metric);
}

Measured<double> watched_value(const CellResult& cell, const std::string& metric) {
    std::vector<std::string> names{metric};
    if (const RuntimeMetric* runtime = find_runtime_metric(metric)) {
        names = benchmark_metrics(cell, cell, *runtime);
    }
    double logarithms = 0;
    double value = 0;
    for (const std::string& name : names) {
        std::vector<std::string> notes;
        const auto range = exact_range(cell, name, notes);
        if (!range) {
            return tl::unexpected(range.error());
        }
        value = range->mid;
        logarithms += std::log(value);
    }
    if (names.empty()) {
        return tl::unexpected<std::string>("no benchmark was counted");
    }
    return names.size() == 1 ? value : std::exp(logarithms / static_cast<double>(names.size()));
}

std::vector<std::string> watched_metrics(const RunResult& run, const CellResult& cell,
                                         const NightlySettings& settings) {
    const bool by_default = settings.metrics.empty();
    const auto& patterns = by_default ? run.primary_metrics : settings.metrics;
    std::set<std::string> selected;
    for (const std::string& pattern : patterns) {
        for (const RuntimeMetric* runtime : runtime_metrics) {
            if (selects_all_benchmarks(pattern, *runtime, cell) &&
                !benchmark_metrics(cell, cell, *runtime).empty()) {
                selected.emplace(runtime->metric);
            }
        }
    }
    for (const auto& [metric, series] : cell.metrics) {
        const bool is_asked = std::any_of(
            patterns.begin(), patterns.end(), [&metric = metric](const std::string& pattern) {
                return !is_of_all_benchmarks(pattern) && patterns_overlap(pattern, metric);
            });
        if (find_metric(metric) != nullptr && (is_asked || (by_default && is_exact(metric)))) {
            selected.insert(metric);
        }
    }
    std::vector<std::string> ordered(selected.begin(), selected.end());
    std::stable_sort(
        ordered.begin(), ordered.end(),
        [](const std::string& x, const std::string& y) { return row_of(x) < row_of(y); });
    return ordered;
}

std::vector<WatchedHistory> night_points(const RunResult& run, const NightlySettings& settings,
                                         const RunResult* first_night,
                                         std::vector<std::string>* notes) {
    std::vector<WatchedHistory> histories;
    Missing missing;
    for (const CellResult& cell : run.cells) {
        if (cell.outcome != Outcome::ok) {
            continue;
        }
        const bool same_image = is_same_image(run, cell, first_night);
        for (const std::string& metric : watched_metrics(run, cell, settings)) {
            auto point = point_of(run, cell, metric);
            if (!point) {
                missing[metric].emplace_back(cell.workload + ", " + cell.configuration.text(),
                                             point.error());
                continue;
            }
            point->run = run.run_id;
            point->started = run.environment.started;
            point->same_image = same_image;
            histories.push_back(
                {{cell.workload, cell.configuration, metric},
                 is_watched_as_value(metric) ? MetricKind::exact : MetricKind::noisy,
                 {*point}});
        }
    }
    if (notes != nullptr) {
        add_notes(missing, *notes);
    }
    return histories;
}

} // namespace klp
