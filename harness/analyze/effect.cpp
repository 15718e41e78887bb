// SPDX-License-Identifier: Apache-2.0
#include "analyze/effect.hpp"

#include "analyze/signed_rank.hpp"
#include "analyze/walsh_order.hpp"
#include "base/median.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <set>

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
    result.is_interleaved = result.is_interleaved && part.is_interleaved;
    if (result.invalid.empty()) {
        result.invalid = part.invalid;
    }
    for (const auto& [replicate, seeds] : part.layouts) {
        LayoutSeeds& all = result.layouts[replicate];
        for (const std::uint64_t seed : seeds) {
            if (std::find(all.begin(), all.end(), seed) == all.end()) {
                all.push_back(seed);
            }
        }
    }
}

/// Keeps in `sums` the replicates that `part` has too, and adds `factor` times their values.
void add_common(ByReplicate& sums, const Effect& part, double factor) {
    ByReplicate common;
    common.reserve(sums.size());
    auto other = part.by_replicate.begin();
    for (const auto& [replicate, sum] : sums) {
        while (other != part.by_replicate.end() && other->first < replicate) {
            ++other;
        }
        if (other != part.by_replicate.end() && other->first == replicate) {
            common.emplace_hint(common.end(), replicate, sum + factor * other->second);
        }
    }
    sums = std::move(common);
}

constexpr double infinity = std::numeric_limits<double>::infinity();

Estimate spread(const Effect& effect, const std::vector<double>& values) {
    const auto [low, high] = std::minmax_element(values.begin(), values.end());
    const int n = static_cast<int>(values.size());
    Estimate numbers{median_of(values), -infinity, infinity, n, 1.0};
    if (effect.is_interleaved && n >= least_spread(effect)) {
        numbers.low = *low;
        numbers.high = *high;
    }
    return numbers;
}

Interval interval_of(const Effect& effect, const WalshOrder& averages, std::size_t units,
                     double confidence) {
    const auto interval = effect.is_interleaved
                              ? signed_rank_interval(averages, static_cast<int>(units), confidence)
                              : std::nullopt;
    return interval.value_or(Interval{-infinity, infinity, 1.0});
}

struct Bounds {
    double low = 0;
    double high = 0;
};

/// Those of `estimate`, which takes twice as long for the value between them.
Bounds bounds_of(const Effect& effect, double confidence) {
    if (effect.exact || effect.is_counted) {
        const Estimate numbers = estimate(effect, confidence);
        return {numbers.low, numbers.high};
    }
    const std::vector<double> values = units_of(effect);
    const Interval bounds = interval_of(effect, WalshOrder(values), values.size(), confidence);
    return {bounds.low, bounds.high};
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
    result.is_counted = effects.front().is_counted;
    result.levels = effects.front().levels;
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
    if (result.control) {
        result.control = {-result.control->value, -result.control->high, -result.control->low};
    }
    return result;
}

std::vector<double> units_of(const Effect& effect) {
    std::vector<double> sums;
    std::vector<double> counts;
    std::map<LayoutSeeds, std::size_t> position;
    for (const auto& [replicate, value] : effect.by_replicate) {
        const auto seeds = effect.layouts.find(replicate);
        std::size_t unit = sums.size();
        if (seeds != effect.layouts.end() && !seeds->second.empty()) {
            unit = position.try_emplace(seeds->second, unit).first->second;
        }
        if (unit == sums.size()) {
            sums.push_back(0);
            counts.push_back(0);
        }
        sums[unit] += value;
        counts[unit] += 1;
    }
    for (std::size_t unit = 0; unit < sums.size(); ++unit) {
        sums[unit] /= counts[unit];
    }
    return sums;
}

int layouts_of(const Effect& effect) {
    std::set<LayoutSeeds> distinct;
    for (const auto& [replicate, value] : effect.by_replicate) {
        const auto seeds = effect.layouts.find(replicate);
        distinct.insert(seeds == effect.layouts.end() ? LayoutSeeds() : seeds->second);
    }
    return static_cast<int>(distinct.size());
}

int least_spread(const Effect& effect) {
    return effect.is_of_boots ? 6 : 2;
}

Estimate estimate(const Effect& effect, double confidence) {
    if (effect.exact) {
        return {effect.range.mid, effect.range.low, effect.range.high, 1, 1.0};
    }
    const std::vector<double> values = units_of(effect);
    if (effect.is_counted) {
        return spread(effect, values);
    }
    const WalshOrder averages(values);
    const Interval bounds = interval_of(effect, averages, values.size(), confidence);
    return {averages.median(), bounds.low, bounds.high, static_cast<int>(values.size()),
            bounds.confidence};
}

Estimate estimate(const Effect& effect) {
    return estimate(effect, 1 - effect.levels.difference);
}

bool is_equivalent_within(const Effect& effect, double margin) {
    const Bounds bounds = bounds_of(effect, 1 - effect.levels.equivalence);
    return effect.invalid.empty() && bounds.low >= -log_margin(margin) &&
           bounds.high <= log_margin(margin);
}

bool is_outside(const Effect& effect, double margin) {
    const Bounds bounds = bounds_of(effect, 1 - effect.levels.difference);
    return effect.invalid.empty() &&
           (bounds.low > log_margin(margin) || bounds.high < -log_margin(margin));
}

Standing standing(const Effect& effect, double margin) {
    if (!effect.invalid.empty()) {
        return Standing::unclear;
    }
    if (is_equivalent_within(effect, margin)) {
        return Standing::equivalent;
    }
    const Bounds bounds = bounds_of(effect, 1 - effect.levels.difference);
    if (bounds.low > 0) {
        return Standing::higher;
    }
    return bounds.high < 0 ? Standing::lower : Standing::unclear;
}

Standing standing(const Measured<Effect>& effect, double margin) {
    return effect ? standing(*effect, margin) : Standing::unmeasured;
}

} // namespace klp::analysis
