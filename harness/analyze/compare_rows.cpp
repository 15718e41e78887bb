// SPDX-License-Identifier: Apache-2.0
#include "analyze/compare_rows.hpp"

#include "analyze/comparison_row.hpp"
#include "analyze/counts.hpp"
#include "analyze/evidence.hpp"
#include "analyze/judge.hpp"
#include "model/axis.hpp"
#include "model/metric.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <set>

namespace klp::analysis {
namespace {

/// The two cells of a workload, both ok.
struct Pair {
    std::string workload;
    const CellResult* a = nullptr;
    const CellResult* b = nullptr;
};

const CellResult* find_cell(const RunResult& run, const std::string& workload,
                            const Configuration& configuration) {
    const auto found =
        std::find_if(run.cells.begin(), run.cells.end(), [&](const CellResult& cell) {
            return cell.workload == workload && cell.configuration.matches(configuration);
        });
    return found == run.cells.end() ? nullptr : &*found;
}

/// Why the cell cannot be used; empty when it can.
std::string why_unusable(const CellResult* cell, std::string_view side) {
    if (cell == nullptr) {
        return fmt::format("{} has no such cell", side);
    }
    return cell->outcome == Outcome::ok ? std::string()
                                        : fmt::format("{}: {}", side, outcome_in_words(*cell));
}

std::vector<std::string> workloads_of(const RunResult& a_run, const RunResult& b_run) {
    std::vector<std::string> names;
    for (const RunResult* run : {&a_run, &b_run}) {
        for (const CellResult& cell : run->cells) {
            add_note(names, cell.workload);
        }
    }
    return names;
}

/// Every metric that a pair has, in the order of the metric table, unknown ones last.
std::vector<std::string> metrics_of(const std::vector<Pair>& pairs) {
    std::set<std::string> present;
    for (const Pair& pair : pairs) {
        for (const CellResult* cell : {pair.a, pair.b}) {
            for (const auto& [metric, series] : cell->metrics) {
                present.insert(metric);
            }
        }
        for (const RuntimeMetric* runtime : runtime_metrics) {
            if (!benchmark_metrics(*pair.a, *pair.b, *runtime).empty()) {
                present.emplace(runtime->metric); // '*' sorts before the benchmarks' names
            }
        }
    }
    std::vector<std::string> names(present.begin(), present.end());
    const auto table_position = [](const std::string& name) {
        const MetricInfo* info = find_metric(name);
        return info == nullptr ? metric_table().size()
                               : static_cast<std::size_t>(info - metric_table().data());
    };
    std::stable_sort(names.begin(), names.end(), [&](const std::string& x, const std::string& y) {
        return table_position(x) < table_position(y);
    });
    return names;
}

/// The metric's size on each side: its median, or over benchmarks the geometric mean of theirs.
void set_levels(Comparison& row, const Pair& pair, const std::string& metric) {
    const RuntimeMetric* runtime = find_runtime_metric(metric);
    if (runtime == nullptr) {
        row.a = median(pair.a->metrics.at(metric));
        row.b = median(pair.b->metrics.at(metric));
        return;
    }
    double a_sum = 0;
    double b_sum = 0;
    int count = 0;
    for (const std::string& benchmark : benchmark_metrics(*pair.a, *pair.b, *runtime)) {
        if (contrast(*pair.a, *pair.b, benchmark)) {
            a_sum += std::log(median(pair.a->metrics.at(benchmark)));
            b_sum += std::log(median(pair.b->metrics.at(benchmark)));
            ++count;
        }
    }
    row.a = std::exp(a_sum / count);
    row.b = std::exp(b_sum / count);
}

/// What all rows of two configurations of one kind of workload need.
struct Setting {
    const Protocol& protocol;
    std::string compiler; ///< of the control
    bool is_one_run = true;
    const std::vector<Pair>& pairs;
    const std::vector<std::string>& absent; ///< workloads without a pair, with the reason
    /// By metric, as they are before they are judged: Holm's procedure asks for them again.
    mutable std::map<std::string, WorkloadEffects> contrasts = {};
};

bool is_one_benchmark(const std::string& metric) {
    return !benchmark_of(metric).empty() && find_runtime_metric(metric) == nullptr;
}

/// The pairs that `metric` has a row for.
std::vector<const Pair*> pairs_with(const Setting& setting, const std::string& metric) {
    std::vector<const Pair*> chosen;
    for (const Pair& pair : setting.pairs) {
        const bool is_there = pair.a->metrics.contains(metric) || pair.b->metrics.contains(metric);
        if (is_there || !is_one_benchmark(metric)) {
            chosen.push_back(&pair);
        }
    }
    return chosen;
}

const WorkloadEffects& contrasts(const Setting& setting, const std::string& metric) {
    if (const auto found = setting.contrasts.find(metric); found != setting.contrasts.end()) {
        return found->second;
    }
    std::vector<WorkloadEffects::Entry> entries;
    for (const Pair* pair : pairs_with(setting, metric)) {
        Measured<Effect> effect = contrast(*pair->a, *pair->b, metric);
        if (effect && !effect->exact && !effect->is_counted) {
            effect->is_interleaved = setting.is_one_run;
        }
        entries.push_back({pair->workload, std::move(effect)});
    }
    return setting.contrasts.emplace(metric, gathered(std::move(entries), setting.absent))
        .first->second;
}

WorkloadEffects judged(const Setting& setting, const std::string& metric) {
    WorkloadEffects effects = contrasts(setting, metric);
    setting.protocol.apply(effects, metric, setting.compiler);
    setting.protocol.apply_holm(effects, metric, [&setting](const std::string& member) {
        return contrasts(setting, member).overall;
    });
    judge(effects, metric, setting.protocol);
    return effects;
}

Comparison workload_row(const Setting& setting, const Pair& pair, const std::string& metric,
                        const WorkloadEffects::Entry& entry) {
    if (is_exact(metric)) {
        if (const auto values = exact_pair(*pair.a, *pair.b, metric)) {
            return compared(pair.workload, metric, *values, setting.protocol);
        }
    }
    if (!entry.effect) {
        Comparison row = not_compared(pair.workload, metric, entry.effect.error());
        row.judgement = entry.judgement;
        return row;
    }
    Comparison row = compared(pair.workload, metric, *entry.effect, entry.judgement);
    set_levels(row, pair, metric);
    return row;
}

/// Over the levels above 0; 0 when there are none.
double geometric_mean(const std::vector<double>& levels) {
    if (levels.size() == 1) {
        return levels.front(); // to the digit
    }
    double sum = 0;
    int count = 0;
    for (const double level : levels) {
        if (level > 0) {
            sum += std::log(level);
            ++count;
        }
    }
    return count == 0 ? 0 : std::exp(sum / count);
}

/// Both sides of the sum over the workloads.
std::optional<ExactPair> total_of(const Setting& setting, const std::string& metric) {
    std::optional<ExactPair> total;
    std::vector<std::string> notes = setting.absent;
    for (const Pair* pair : pairs_with(setting, metric)) {
        if (const auto values = exact_pair(*pair->a, *pair->b, metric)) {
            total = total ? sum(*total, *values) : *values;
        } else {
            add_note(notes, fmt::format("without {}: {}", pair->workload, values.error()));
        }
    }
    if (total) {
        notes.insert(notes.end(), total->notes.begin(), total->notes.end());
        total->notes = std::move(notes);
    }
    return total;
}

Comparison overall_row(const Setting& setting, const std::string& metric,
                       const WorkloadEffects& effects, const std::vector<Comparison>& rows) {
    const std::string name{overall_name};
    if (is_summed(metric)) {
        if (const auto total = total_of(setting, metric)) {
            return compared(name, metric, *total, setting.protocol);
        }
    }
    if (!effects.overall) {
        std::vector<std::string> why = setting.absent;
        for (const WorkloadEffects::Entry& entry : effects.by_workload) {
            if (!entry.effect) {
                add_note(why, fmt::format("without {}: {}", entry.workload, entry.effect.error()));
            }
        }
        Comparison row = not_compared(name, metric, joined(why));
        row.judgement = effects.judgement;
        return row;
    }
    Comparison row = compared(name, metric, *effects.overall, effects.judgement);
    std::vector<double> a_levels;
    std::vector<double> b_levels;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (effects.by_workload[i].effect) {
            a_levels.push_back(rows[i].a);
            b_levels.push_back(rows[i].b);
        }
    }
    row.a = geometric_mean(a_levels);
    row.b = geometric_mean(b_levels);
    return row;
}

void add_metric_rows(std::vector<Comparison>& all, const std::string& metric,
                     const Setting& setting) {
    const WorkloadEffects effects = judged(setting, metric);
    const std::vector<const Pair*> pairs = pairs_with(setting, metric);
    std::vector<Comparison> rows;
    for (std::size_t i = 0; i < pairs.size(); ++i) {
        rows.push_back(workload_row(setting, *pairs[i], metric, effects.by_workload[i]));
    }
    if (!is_one_benchmark(metric)) {
        rows.push_back(overall_row(setting, metric, effects, rows));
    }
    std::move(rows.begin(), rows.end(), std::back_inserter(all));
}

} // namespace

std::vector<Comparison> compare_rows(const Protocol& protocol, const RunResult& a_run,
                                     const Configuration& a, const RunResult& b_run,
                                     const Configuration& b, BenchmarkRows benchmarks) {
    std::vector<Comparison> rows;
    std::vector<Pair> pairs;
    std::vector<std::string> missing;
    for (const std::string& workload : workloads_of(a_run, b_run)) {
        const Pair pair{workload, find_cell(a_run, workload, a), find_cell(b_run, workload, b)};
        std::vector<std::string> why;
        for (const std::string& words : {why_unusable(pair.a, "A"), why_unusable(pair.b, "B")}) {
            if (!words.empty()) {
                why.push_back(words);
            }
        }
        if (why.empty()) {
            pairs.push_back(pair);
        } else {
            rows.push_back(not_compared(workload, "*", joined(why)));
            missing.push_back("without " + workload + ": " + joined(why));
        }
    }
    const Setting setting{protocol, a.get(compiler_axis), a_run.run_id == b_run.run_id, pairs,
                          missing};
    for (const std::string& metric : metrics_of(pairs)) {
        if (benchmarks == BenchmarkRows::each || !is_one_benchmark(metric)) {
            add_metric_rows(rows, metric, setting);
        }
    }
    return rows;
}

} // namespace klp::analysis
