// SPDX-License-Identifier: Apache-2.0
#include "analyze/compare.hpp"

#include "analyze/comparison_row.hpp"
#include "analyze/complete_configuration.hpp"
#include "analyze/counts.hpp"
#include "analyze/evidence.hpp"
#include "analyze/judge.hpp"
#include "model/axis.hpp"
#include "model/metric.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <set>

namespace klp {
namespace {

using namespace analysis;

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

/// The metric's size on one side: its median, or over benchmarks the geometric mean of theirs.
double level_of(const CellResult& cell, const std::string& metric, const Pair& pair) {
    const RuntimeMetric* runtime = find_runtime_metric(metric);
    if (runtime == nullptr) {
        return median(cell.metrics.at(metric));
    }
    double sum = 0;
    int count = 0;
    for (const std::string& benchmark : benchmark_metrics(*pair.a, *pair.b, *runtime)) {
        if (contrast(*pair.a, *pair.b, benchmark)) {
            sum += std::log(median(cell.metrics.at(benchmark)));
            ++count;
        }
    }
    return std::exp(sum / count);
}

/// What all rows of two configurations of one kind of workload need.
struct Setting {
    const Protocol& protocol;
    std::string compiler; ///< of the control
    bool is_one_run = true;
    const std::vector<Pair>& pairs;
    const std::vector<std::string>& absent; ///< workloads without a pair, with the reason
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

WorkloadEffects contrasts(const Setting& setting, const std::string& metric) {
    std::vector<WorkloadEffects::Entry> entries;
    for (const Pair* pair : pairs_with(setting, metric)) {
        Measured<Effect> effect = contrast(*pair->a, *pair->b, metric);
        if (effect && !effect->exact && !effect->is_counted) {
            effect->is_interleaved = setting.is_one_run;
        }
        entries.push_back({pair->workload, std::move(effect)});
    }
    return gathered(std::move(entries), setting.absent);
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
    row.a = level_of(*pair.a, metric, pair);
    row.b = level_of(*pair.b, metric, pair);
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

/// The rows of workloads of one kind; both configurations are whole.
std::vector<Comparison> rows_of_kind(const RunResult& a_run, const Configuration& a,
                                     const RunResult& b_run, const Configuration& b) {
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
    const Protocol protocol(a_run);
    const Setting setting{protocol, a.get(compiler_axis), a_run.run_id == b_run.run_id, pairs,
                          missing};
    for (const std::string& metric : metrics_of(pairs)) {
        add_metric_rows(rows, metric, setting);
    }
    return rows;
}

std::string kind_of(const RunResult& part) {
    return part.cells.empty() ? std::string() : part.cells.front().workload_kind;
}

/// The part of `run` with workloads of `kind`; without cells when it has none.
RunResult part_of(const RunResult& run, const std::string& kind) {
    for (RunResult& part : split_by_kind(run)) {
        if (kind_of(part) == kind) {
            return std::move(part);
        }
    }
    RunResult none = run;
    none.cells.clear();
    return none;
}

std::vector<std::string> kinds_of(const RunResult& a_run, const RunResult& b_run) {
    std::vector<std::string> kinds;
    for (const RunResult* run : {&a_run, &b_run}) {
        for (const RunResult& part : split_by_kind(*run)) {
            add_note(kinds, kind_of(part));
        }
    }
    return kinds;
}

} // namespace

Result<std::vector<Comparison>> compare(const RunResult& a_run, const Configuration& a,
                                        const RunResult& b_run, const Configuration& b) {
    const auto a_whole = complete_configuration(a_run, a);
    KLP_TRY(a_whole);
    const auto b_whole = complete_configuration(b_run, b);
    KLP_TRY(b_whole);
    const std::vector<std::string> kinds = kinds_of(a_run, b_run);
    std::vector<Comparison> rows;
    for (const std::string& kind : kinds) {
        RunResult a_part = part_of(a_run, kind);
        a_part.equivalence_margin = std::min(a_run.equivalence_margin, b_run.equivalence_margin);
        for (Comparison& row : rows_of_kind(a_part, *a_whole, part_of(b_run, kind), *b_whole)) {
            if (kinds.size() > 1 && row.workload == overall_name) {
                row.workload = overall_of(kind);
            }
            rows.push_back(std::move(row));
        }
    }
    return rows;
}

Result<std::vector<Comparison>> compare(const RunResult& a_run, const RunResult& b_run) {
    std::vector<Configuration> common;
    std::set<Configuration> seen;
    for (const CellResult& cell : a_run.cells) {
        const bool is_in_both =
            std::any_of(b_run.cells.begin(), b_run.cells.end(), [&cell](const CellResult& other) {
                return other.configuration == cell.configuration;
            });
        if (is_in_both && seen.insert(cell.configuration).second) {
            common.push_back(cell.configuration);
        }
    }
    if (common.empty()) {
        return usage_error(fmt::format("runs {} and {} have no configuration in common",
                                       a_run.run_id, b_run.run_id));
    }
    std::vector<Comparison> rows;
    for (const Configuration& configuration : common) {
        auto some = compare(a_run, configuration, b_run, configuration);
        if (!some) {
            return some;
        }
        for (Comparison& row : *some) {
            row.configuration = configuration.text();
            rows.push_back(std::move(row));
        }
    }
    return rows;
}

} // namespace klp
