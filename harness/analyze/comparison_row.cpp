// SPDX-License-Identifier: Apache-2.0
#include "analyze/comparison_row.hpp"

#include "analyze/counts.hpp"
#include "analyze/evidence.hpp"
#include "analyze/verdict_line.hpp"

#include <fmt/format.h>

#include <cmath>
#include <limits>

namespace klp::analysis {
namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();

Effect effect_of(const ExactPair& pair) {
    const Range ratio = ratio_of(pair);
    Effect effect;
    effect.exact = true;
    effect.range = {std::log(ratio.low), std::log(ratio.mid), std::log(ratio.high)};
    effect.realisation = pair.realisation;
    effect.notes = pair.notes;
    return effect;
}

/// Where A is 0 and B is not there is a direction, and no number says how far.
Judgement judge_without_ratio(const ExactPair& pair, const std::string& metric,
                              const Protocol& protocol) {
    Judgement judgement;
    judgement.is_primary = protocol.is_primary(metric);
    judgement.finding =
        finding_of(pair.b.low > pair.a.high ? Standing::higher : Standing::unclear, metric);
    judgement.line =
        fmt::format("{} {} -> {}", to_string(judgement.finding), pair.a.mid, pair.b.mid);
    return judgement;
}

} // namespace

Comparison not_compared(const std::string& workload, const std::string& metric,
                        const std::string& why) {
    Comparison row;
    row.workload = workload;
    row.metric = metric;
    row.a = row.b = row.ratio = row.low = row.high = none;
    row.exact = is_exact(metric);
    row.note = why;
    return row;
}

Comparison compared(const std::string& workload, const std::string& metric, const Effect& effect,
                    const Judgement& judgement) {
    const Estimate numbers = estimate(effect);
    Comparison row = not_compared(workload, metric, {});
    row.ratio = std::exp(numbers.value);
    row.low = std::exp(numbers.low);
    row.high = std::exp(numbers.high);
    row.n = numbers.n;
    row.judgement = judgement;
    std::vector<std::string> notes = effect.notes;
    if (!effect.invalid.empty()) {
        notes.insert(notes.begin(), effect.invalid);
    }
    if (effect.realisation == Realisation::equivalent) {
        add_note(notes, "equivalent realisation");
    }
    if (!effect.exact && !std::isfinite(numbers.high)) {
        add_note(notes, too_few_units(effect));
    }
    row.note = joined(notes);
    return row;
}

Comparison compared(const std::string& workload, const std::string& metric, const ExactPair& pair,
                    const Protocol& protocol) {
    Comparison row = not_compared(workload, metric, {});
    if (has_ratio(pair)) {
        const Effect effect = effect_of(pair);
        Judgement judgement = judge(effect, metric, protocol);
        judgement.line = verdict_line(judgement, effect, metric, protocol);
        row = compared(workload, metric, effect, judgement);
    } else {
        std::vector<std::string> notes = pair.notes;
        add_note(notes, "no ratio: A is 0");
        if (pair.realisation == Realisation::equivalent) {
            add_note(notes, "equivalent realisation");
        }
        row.n = 1;
        row.note = joined(notes);
        row.judgement = judge_without_ratio(pair, metric, protocol);
    }
    row.a = pair.a.mid;
    row.b = pair.b.mid;
    return row;
}

} // namespace klp::analysis
