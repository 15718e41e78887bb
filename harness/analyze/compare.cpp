// SPDX-License-Identifier: Apache-2.0
#include "analyze/compare.hpp"

#include "analyze/comparison_row.hpp"
#include "analyze/complete_configuration.hpp"
#include "analyze/counts.hpp"
#include "analyze/evidence.hpp"
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

/// What the workloads' rows leave for the overall row.
struct Collected {
    std::vector<Effect> effects;
    std::vector<double> a_levels;
    std::vector<double> b_levels;
    std::optional<ExactPair> total;
    std::vector<std::string> missing; ///< each with the reason
};

void collect(Collected& collected, const Measured<Effect>& effect, const Comparison& row) {
    if (!effect) {
        add_note(collected.missing, "without " + row.workload + ": " + effect.error());
        return;
    }
    collected.effects.push_back(*effect);
    for (const std::string& note : effect->notes) {
        add_note(collected.missing, row.workload + ": " + note);
    }
    collected.a_levels.push_back(row.a);
    collected.b_levels.push_back(row.b);
}

Comparison workload_row(const Pair& pair, const std::string& metric, const RowContext& context,
                        Collected& collected) {
    const Measured<Effect> effect = contrast(*pair.a, *pair.b, metric);
    Comparison row = not_compared(pair.workload, metric, effect ? "" : effect.error());
    if (is_exact(metric)) {
        if (const auto values = exact_pair(*pair.a, *pair.b, metric)) {
            row = compared(pair.workload, metric, *values, context);
            collected.total = collected.total ? sum(*collected.total, *values) : *values;
            if (is_summed(metric)) {
                return row;
            }
        }
    } else if (effect) {
        row = compared(pair.workload, metric, *effect, context);
        row.a = level_of(*pair.a, metric, pair);
        row.b = level_of(*pair.b, metric, pair);
    }
    collect(collected, effect, row);
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

Comparison overall_row(const std::string& metric, Collected collected, const RowContext& context) {
    const std::string name{overall_name};
    if (is_summed(metric) && collected.total) {
        for (const std::string& note : collected.missing) {
            add_note(collected.total->notes, note);
        }
        return compared(name, metric, *collected.total, context);
    }
    Measured<Effect> overall = mean(collected.effects);
    if (!overall) {
        return not_compared(name, metric, joined(collected.missing));
    }
    overall->notes = std::move(collected.missing);
    Comparison row = compared(name, metric, *overall, context);
    row.a = geometric_mean(collected.a_levels);
    row.b = geometric_mean(collected.b_levels);
    return row;
}

void add_metric_rows(std::vector<Comparison>& rows, const std::string& metric,
                     const std::vector<Pair>& pairs, const RowContext& context,
                     const std::vector<std::string>& missing) {
    const bool is_one_benchmark =
        !benchmark_of(metric).empty() && find_runtime_metric(metric) == nullptr;
    Collected collected;
    collected.missing = missing;
    for (const Pair& pair : pairs) {
        const bool is_there = pair.a->metrics.contains(metric) || pair.b->metrics.contains(metric);
        if (is_there || !is_one_benchmark) {
            rows.push_back(workload_row(pair, metric, context, collected));
        }
    }
    if (!is_one_benchmark) {
        rows.push_back(overall_row(metric, std::move(collected), context));
    }
}

RowContext context_of(const RunResult& a_run, const RunResult& b_run) {
    RowContext context;
    context.margin = std::min(a_run.equivalence_margin, b_run.equivalence_margin);
    if (a_run.run_id != b_run.run_id) {
        context.noisy_note = "from two runs, which were not interleaved: the interval does not "
                             "cover what changed on the machine between them";
    }
    return context;
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
    const RowContext context = context_of(a_run, b_run);
    for (const std::string& metric : metrics_of(pairs)) {
        add_metric_rows(rows, metric, pairs, context, missing);
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
        for (Comparison& row :
             rows_of_kind(part_of(a_run, kind), *a_whole, part_of(b_run, kind), *b_whole)) {
            if (kinds.size() > 1 && row.workload == overall_name) {
                row.workload = overall_of(kind);
            }
            rows.push_back(std::move(row));
        }
    }
    return rows;
}

} // namespace klp
