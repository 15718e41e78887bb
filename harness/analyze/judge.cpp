// SPDX-License-Identifier: Apache-2.0
#include "analyze/judge.hpp"

#include "analyze/power.hpp"
#include "analyze/signed_rank.hpp"
#include "analyze/validity.hpp"
#include "analyze/verdict_line.hpp"
#include "model/metric.hpp"

#include <algorithm>
#include <cmath>

namespace klp::analysis {
namespace {

bool is_less_better(const std::string& metric) {
    const MetricInfo* info = find_metric(metric);
    return info == nullptr || info->better == Better::lower;
}

double deviation_of(const std::vector<double>& values) {
    double mean = 0;
    for (const double value : values) {
        mean += value / static_cast<double>(values.size());
    }
    double squares = 0;
    for (const double value : values) {
        squares += (value - mean) * (value - mean);
    }
    return std::sqrt(squares / static_cast<double>(values.size() - 1));
}

RatioBounds ratios_of(double value, double low, double high) {
    return {std::exp(value), std::exp(low), std::exp(high)};
}

/// MDE, and the blocks that an undecided contrast would take.
void judge_size(Judgement& judgement, const Effect& effect, double margin) {
    const std::vector<double> units = units_of(effect);
    const int n = static_cast<int>(units.size());
    if (n < 2 || !effect.is_interleaved) {
        return;
    }
    const double deviation = deviation_of(units);
    if (can_reject(n, effect.levels.difference)) {
        judgement.mde =
            std::expm1(minimum_detectable_effect(deviation, n, effect.levels.difference));
    }
    if (judgement.finding == Finding::inconclusive && deviation > 0) {
        const int needed = needed_units({hodges_lehmann(units), deviation, effect.levels.whole,
                                         Levels{}.equivalence, std::log1p(margin)});
        const double blocks_per_unit = static_cast<double>(judgement.blocks) / n;
        const auto blocks = static_cast<int>(std::ceil(needed * blocks_per_unit));
        judgement.needed_blocks =
            needed > most_units ? most_needed_blocks + 1 : std::max(blocks, judgement.blocks + 1);
    }
}

std::optional<WorstWorkload> worst_of(const WorkloadEffects& effects, const std::string& metric,
                                      const Protocol& protocol) {
    const WorkloadEffects::Entry* worst = nullptr;
    double worst_value = 0;
    int measured = 0;
    for (const WorkloadEffects::Entry& entry : effects.by_workload) {
        if (!entry.effect) {
            continue;
        }
        ++measured;
        const double value = estimate(*entry.effect).value * (is_less_better(metric) ? 1.0 : -1.0);
        if (worst == nullptr || value > worst_value) {
            worst = &entry;
            worst_value = value;
        }
    }
    if (measured < 2) {
        return std::nullopt;
    }
    const Estimate numbers = estimate(*worst->effect, 1 - protocol.levels(measured).difference);
    return WorstWorkload{worst->workload, ratios_of(numbers.value, numbers.low, numbers.high)};
}

} // namespace

Finding finding_of(Standing standing, const std::string& metric) {
    switch (standing) {
    case Standing::higher:
        return is_less_better(metric) ? Finding::costs : Finding::saves;
    case Standing::lower:
        return is_less_better(metric) ? Finding::saves : Finding::costs;
    case Standing::equivalent:
        return Finding::negligible;
    case Standing::unclear:
        return Finding::inconclusive;
    case Standing::unmeasured:
        break;
    }
    return Finding::not_measured;
}

Judgement judge(const Effect& effect, const std::string& metric, const Protocol& protocol) {
    const double margin = protocol.margin();
    Judgement judgement;
    judgement.finding =
        effect.invalid.empty() ? finding_of(standing(effect, margin), metric) : Finding::invalid;
    judgement.is_primary = protocol.is_primary(metric);
    if (effect.exact) {
        return judgement;
    }
    judgement.blocks = static_cast<int>(effect.by_replicate.size());
    if (metric.starts_with("runtime.") && !effect.is_of_boots) {
        judgement.layouts = layouts_of(effect);
    }
    if (effect.is_counted) {
        return judgement;
    }
    const Estimate numbers = estimate(effect);
    if (std::isfinite(numbers.high)) {
        judgement.confidence = numbers.confidence;
    }
    judgement.holm_m = effect.family;
    if (effect.control) {
        judgement.control =
            ratios_of(effect.control->value, effect.control->low, effect.control->high);
    }
    judge_size(judgement, effect, margin);
    return judgement;
}

Judgement judge_missing(const std::string& why, const std::string& metric,
                        const Protocol& protocol) {
    Judgement judgement;
    judgement.finding = is_multiplexed(why) ? Finding::invalid : Finding::not_measured;
    judgement.is_primary = protocol.is_primary(metric);
    judgement.line = missing_line(judgement.finding, why);
    return judgement;
}

void judge(WorkloadEffects& effects, const std::string& metric, const Protocol& protocol) {
    const auto judged = [&](const Measured<Effect>& effect, bool is_overall) {
        if (!effect) {
            return judge_missing(effect.error(), metric, protocol);
        }
        Judgement judgement = judge(*effect, metric, protocol);
        if (is_overall) {
            judgement.worst = worst_of(effects, metric, protocol);
        }
        judgement.line = verdict_line(judgement, *effect, metric, protocol);
        return judgement;
    };
    for (WorkloadEffects::Entry& entry : effects.by_workload) {
        entry.judgement = judged(entry.effect, false);
    }
    effects.judgement = judged(effects.overall, true);
}

} // namespace klp::analysis
