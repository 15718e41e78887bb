// SPDX-License-Identifier: Apache-2.0
#include "analyze/comparison_row.hpp"

#include "analyze/counts.hpp"
#include "analyze/evidence.hpp"
#include "model/metric.hpp"

#include <cmath>
#include <limits>

namespace klp::analysis {
namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();

Direction direction_of(Standing standing, const std::string& metric) {
    const MetricInfo* info = find_metric(metric);
    const bool less_is_better = info == nullptr || info->better == Better::lower;
    switch (standing) {
    case Standing::higher:
        return less_is_better ? Direction::worse : Direction::better;
    case Standing::lower:
        return less_is_better ? Direction::better : Direction::worse;
    case Standing::equivalent:
        return Direction::equal;
    case Standing::unclear:
        return Direction::inconclusive;
    case Standing::unmeasured:
        break;
    }
    return Direction::not_measured;
}

Effect effect_of(const ExactPair& pair) {
    const Range ratio = ratio_of(pair);
    Effect effect;
    effect.exact = true;
    effect.range = {std::log(ratio.low), std::log(ratio.mid), std::log(ratio.high)};
    effect.realisation = pair.realisation;
    effect.notes = pair.notes;
    return effect;
}

} // namespace

Comparison not_compared(const std::string& workload, const std::string& metric,
                        const std::string& why) {
    return {workload,
            metric,
            none,
            none,
            none,
            none,
            none,
            0,
            is_exact(metric),
            Direction::not_measured,
            why};
}

Comparison compared(const std::string& workload, const std::string& metric, const Effect& effect,
                    const RowContext& context) {
    const Estimate numbers = estimate(effect);
    Comparison row = not_compared(workload, metric, {});
    row.ratio = std::exp(numbers.value);
    row.low = std::exp(numbers.low);
    row.high = std::exp(numbers.high);
    row.n = numbers.n;
    // The margin is for what is uncertain: an exact metric is equal or it is not.
    row.direction = direction_of(standing(effect, effect.exact ? 0 : context.margin), metric);
    std::vector<std::string> notes = effect.notes;
    if (!effect.exact && !context.noisy_note.empty()) {
        add_note(notes, context.noisy_note);
    }
    if (effect.realisation == Realisation::equivalent) {
        add_note(notes, "equivalent realisation");
    }
    if (!effect.exact && !std::isfinite(numbers.high)) {
        add_note(notes, too_few_replicates(effect));
    }
    row.note = joined(notes);
    return row;
}

Comparison compared(const std::string& workload, const std::string& metric, const ExactPair& pair,
                    const RowContext& context) {
    Comparison row = not_compared(workload, metric, {});
    if (has_ratio(pair)) {
        row = compared(workload, metric, effect_of(pair), context);
    } else {
        std::vector<std::string> notes = pair.notes;
        add_note(notes, "no ratio: A is 0");
        if (pair.realisation == Realisation::equivalent) {
            add_note(notes, "equivalent realisation");
        }
        row.n = 1;
        row.note = joined(notes);
        row.direction =
            direction_of(pair.b.low > pair.a.high ? Standing::higher : Standing::unclear, metric);
    }
    row.a = pair.a.mid;
    row.b = pair.b.mid;
    return row;
}

} // namespace klp::analysis
