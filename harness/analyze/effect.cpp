// SPDX-License-Identifier: Apache-2.0
#include "analyze/effect.hpp"

#include "analyze/signed_rank.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace klp::analysis {
namespace {

// ln and log1p of the same ratio may differ in the last digit.
constexpr double rounding = 1e-12;

double log_margin(double margin) {
    return std::log1p(margin) + rounding;
}

void inherit(Effect& result, const Effect& part) {
    if (part.realisation == Realisation::equivalent) {
        result.realisation = Realisation::equivalent;
    }
    for (const std::string& note : part.notes) {
        add_note(result.notes, note);
    }
}

/// Keeps in `sums` the replicates that `part` has too, and adds `factor` times their values.
void add_common(std::map<int, double>& sums, const Effect& part, double factor) {
    std::erase_if(sums,
                  [&part](const auto& entry) { return !part.by_replicate.contains(entry.first); });
    for (auto& [replicate, sum] : sums) {
        sum += factor * part.by_replicate.at(replicate);
    }
}

Measured<Effect> with_replicates(Effect effect) {
    if (!effect.exact && effect.by_replicate.empty()) {
        return tl::unexpected<std::string>("no replicate was measured on every side");
    }
    return effect;
}

} // namespace

void add_note(std::vector<std::string>& notes, const std::string& note) {
    if (std::find(notes.begin(), notes.end(), note) == notes.end()) {
        notes.push_back(note);
    }
}

Measured<Effect> mean(const std::vector<Effect>& effects) {
    if (effects.empty()) {
        return tl::unexpected<std::string>("nothing was measured on both sides");
    }
    const auto count = static_cast<double>(effects.size());
    Effect result;
    result.exact = effects.front().exact;
    result.is_of_boots = effects.front().is_of_boots;
    for (const auto& [replicate, value] : effects.front().by_replicate) {
        result.by_replicate[replicate] = 0;
    }
    for (const Effect& effect : effects) {
        inherit(result, effect);
        result.range.low += effect.range.low / count;
        result.range.mid += effect.range.mid / count;
        result.range.high += effect.range.high / count;
        add_common(result.by_replicate, effect, 1.0 / count);
    }
    return with_replicates(std::move(result));
}

Measured<Effect> difference(const Effect& minuend, const Effect& subtrahend) {
    Effect result = minuend;
    inherit(result, subtrahend);
    result.range = {minuend.range.low - subtrahend.range.high,
                    minuend.range.mid - subtrahend.range.mid,
                    minuend.range.high - subtrahend.range.low};
    add_common(result.by_replicate, subtrahend, -1.0);
    return with_replicates(std::move(result));
}

Effect negated(const Effect& effect) {
    Effect result = effect;
    result.range = {-effect.range.high, -effect.range.mid, -effect.range.low};
    for (auto& [replicate, value] : result.by_replicate) {
        value = -value;
    }
    return result;
}

Estimate estimate(const Effect& effect, double confidence) {
    if (effect.exact) {
        return {effect.range.mid, effect.range.low, effect.range.high, 1, 1.0};
    }
    std::vector<double> values;
    for (const auto& [replicate, value] : effect.by_replicate) {
        values.push_back(value);
    }
    constexpr double infinity = std::numeric_limits<double>::infinity();
    const Interval interval =
        signed_rank_interval(values, confidence).value_or(Interval{-infinity, infinity, 1.0});
    return {hodges_lehmann(values), interval.low, interval.high, static_cast<int>(values.size()),
            interval.confidence};
}

bool is_equivalent_within(const Effect& effect, double margin) {
    const Estimate bounds = estimate(effect, equivalence_confidence);
    return bounds.low >= -log_margin(margin) && bounds.high <= log_margin(margin);
}

bool is_outside(const Effect& effect, double margin) {
    const Estimate bounds = estimate(effect);
    return bounds.low > log_margin(margin) || bounds.high < -log_margin(margin);
}

Standing standing(const Effect& effect, double margin) {
    if (is_equivalent_within(effect, margin)) {
        return Standing::equivalent;
    }
    const Estimate bounds = estimate(effect);
    if (bounds.low > 0) {
        return Standing::higher;
    }
    return bounds.high < 0 ? Standing::lower : Standing::unclear;
}

Standing standing(const Measured<Effect>& effect, double margin) {
    return effect ? standing(*effect, margin) : Standing::unmeasured;
}

} // namespace klp::analysis
