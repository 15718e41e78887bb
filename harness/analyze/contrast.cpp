// SPDX-License-Identifier: Apache-2.0
#include "analyze/contrast.hpp"

#include "analyze/validity.hpp"
#include "model/comparable.hpp"
#include "model/metric.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

namespace klp::analysis {
namespace {

Measured<const Series*> series_of(const CellResult& cell, const std::string& metric) {
    const auto found = cell.metrics.find(metric);
    if (found == cell.metrics.end()) {
        return tl::unexpected(fmt::format("{}: no {}", cell.configuration.text(), metric));
    }
    if (found->second.values.empty()) {
        return tl::unexpected(
            fmt::format("{}: no {}: {}", cell.configuration.text(), metric, found->second.skipped));
    }
    return &found->second;
}

Measured<Effect> exact_contrast(const CellResult& a, const CellResult& b,
                                const std::string& metric) {
    auto pair = exact_pair(a, b, metric);
    if (!pair) {
        return tl::unexpected(pair.error());
    }
    Effect effect;
    effect.exact = true;
    effect.realisation = pair->realisation;
    effect.notes = std::move(pair->notes);
    if (pair->a.high == 0 && pair->b.high == 0) {
        add_note(effect.notes, "0 on both sides");
        return effect;
    }
    if (pair->a.low <= 0 || pair->b.low <= 0) {
        return tl::unexpected(fmt::format("{} against {}: no ratio", pair->b.mid, pair->a.mid));
    }
    effect.range = {std::log(pair->b.low / pair->a.high), std::log(pair->b.mid / pair->a.mid),
                    std::log(pair->b.high / pair->a.low)};
    return effect;
}

Measured<Effect> noisy_contrast(const CellResult& a, const CellResult& b,
                                const std::string& metric) {
    const auto a_series = series_of(a, metric);
    const auto b_series = series_of(b, metric);
    if (!a_series || !b_series) {
        return tl::unexpected(a_series ? b_series.error() : a_series.error());
    }
    Effect effect;
    effect.by_replicate.reserve((*b_series)->values.size());
    const std::vector<ReplicateValue>& a_values = (*a_series)->values;
    auto partner = a_values.begin();
    for (const ReplicateValue& sample : (*b_series)->values) {
        while (partner != a_values.end() && partner->replicate < sample.replicate) {
            ++partner;
        }
        if (partner == a_values.end() || partner->replicate != sample.replicate) {
            continue;
        }
        if (!(partner->value > 0) || !(sample.value > 0)) {
            return tl::unexpected(
                fmt::format("{} is 0 in replicate {}: no ratio", metric, sample.replicate));
        }
        effect.by_replicate.emplace_hint(effect.by_replicate.end(), sample.replicate,
                                         std::log(sample.value) - std::log(partner->value));
    }
    if (effect.by_replicate.empty()) {
        return tl::unexpected(fmt::format("no replicate of {} was measured on both sides", metric));
    }
    inherit_from_cell(a, effect.realisation, effect.notes);
    inherit_from_cell(b, effect.realisation, effect.notes);
    effect.is_of_boots = a.workload_kind == kernel_kind && depends_on_initcalls(metric);
    if (effect.is_of_boots &&
        a.facts.contains(initcalls_fact) != b.facts.contains(initcalls_fact)) {
        add_note(effect.notes, "the initcall order of one side is not known");
    }
    effect.is_counted = is_counted(metric);
    check_sides(effect, a, b, metric);
    return effect;
}

Measured<Effect> runtime_contrast(const CellResult& a, const CellResult& b,
                                  const RuntimeMetric& runtime) {
    std::vector<Effect> effects;
    std::vector<std::string> missing;
    for (const std::string& metric : benchmark_metrics(a, b, runtime)) {
        auto effect = noisy_contrast(a, b, metric);
        if (effect) {
            effects.push_back(*std::move(effect));
        } else {
            missing.push_back(fmt::format("without {}: {}", metric, effect.error()));
        }
    }
    if (effects.empty()) {
        return tl::unexpected(missing.empty() ? "no benchmark was run" : missing.front());
    }
    auto result = mean(effects);
    if (result) {
        for (const std::string& note : missing) {
            add_note(result->notes, note);
        }
    }
    return result;
}

} // namespace

bool is_exact(const std::string& metric) {
    const MetricInfo* info = find_metric(metric);
    return info != nullptr && info->kind == MetricKind::exact;
}

void inherit_from_cell(const CellResult& cell, Realisation& realisation,
                       std::vector<std::string>& notes) {
    if (is_equivalent(cell)) {
        realisation = Realisation::equivalent;
    }
    for (const std::string& warning : cell.warnings) {
        add_note(notes, warning);
    }
}

std::vector<std::string> benchmark_metrics(const CellResult& a, const CellResult& b,
                                           const RuntimeMetric& runtime) {
    std::set<std::string> names;
    for (const CellResult* cell : {&a, &b}) {
        for (const auto& [metric, series] : cell->metrics) {
            if (runtime.covers(metric)) {
                names.insert(metric);
            }
        }
    }
    return {names.begin(), names.end()};
}

Measured<Range> exact_range(const CellResult& cell, const std::string& metric,
                            std::vector<std::string>& notes) {
    const auto series = series_of(cell, metric);
    if (!series) {
        return tl::unexpected(series.error());
    }
    const auto [low, high] = std::minmax_element(
        (*series)->values.begin(), (*series)->values.end(),
        [](const ReplicateValue& x, const ReplicateValue& y) { return x.value < y.value; });
    if (low->value != high->value) {
        add_note(notes, fmt::format("{} is not exact here: replicates range from {} to {} in {}",
                                    metric, low->value, high->value, cell.configuration.text()));
    }
    return Range{low->value, median(**series), high->value};
}

Measured<ExactPair> exact_pair(const CellResult& a, const CellResult& b,
                               const std::string& metric) {
    ExactPair pair;
    const auto a_range = exact_range(a, metric, pair.notes);
    const auto b_range = exact_range(b, metric, pair.notes);
    if (!a_range || !b_range) {
        return tl::unexpected(a_range ? b_range.error() : a_range.error());
    }
    pair.a = *a_range;
    pair.b = *b_range;
    inherit_from_cell(a, pair.realisation, pair.notes);
    inherit_from_cell(b, pair.realisation, pair.notes);
    return pair;
}

Measured<Effect> contrast(const CellResult& a, const CellResult& b, const std::string& metric) {
    if (depends_on_initcalls(metric)) {
        if (std::string why = initcall_difference(a, b); !why.empty()) {
            return tl::unexpected(std::move(why));
        }
    }
    if (const RuntimeMetric* runtime = find_runtime_metric(metric)) {
        return runtime_contrast(a, b, *runtime);
    }
    return is_exact(metric) ? exact_contrast(a, b, metric) : noisy_contrast(a, b, metric);
}

} // namespace klp::analysis
