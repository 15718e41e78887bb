// SPDX-License-Identifier: Apache-2.0
#include "analyze/evidence.hpp"

#include "analyze/signed_rank.hpp"
#include "base/units.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <set>

namespace klp::analysis {
namespace {

Evidence row_of(std::string_view workload, const Measured<Effect>& effect, std::string_view metric,
                const std::string& contrast, Scale scale) {
    if (!effect) {
        return unmeasured_row(workload, metric, contrast, effect.error());
    }
    const auto scaled = [scale](double logarithm) {
        return scale == Scale::ratio ? std::exp(logarithm) : logarithm;
    };
    const Estimate numbers = estimate(*effect);
    std::vector<std::string> notes = effect->notes;
    if (!effect->invalid.empty()) {
        notes.insert(notes.begin(), effect->invalid);
    }
    if (!std::isfinite(numbers.high)) {
        add_note(notes, too_few_units(*effect));
    }
    return {std::string(workload),
            std::string(metric),
            contrast,
            scaled(numbers.value),
            scaled(numbers.low),
            scaled(numbers.high),
            scale == Scale::ratio ? "ratio" : "difference of log-ratios",
            numbers.n,
            effect->realisation,
            joined(notes),
            std::nullopt};
}

std::string_view units_in_words(const Effect& effect) {
    if (effect.is_of_boots) {
        return "boot settings";
    }
    return effect.layouts.empty() ? "replicates" : "layouts";
}

/// The extremes over the workloads of an exact metric, for the overall row.
std::string overall_note(const WorkloadEffects& effects, const Effect& overall) {
    std::vector<std::string> notes = overall.notes;
    if (overall.exact) {
        notes.insert(notes.begin(), range_in_words(effects));
    }
    return joined(notes);
}

} // namespace

std::string overall_of(const std::string& kind) {
    return fmt::format("{}, {}", overall_name, kind.empty() ? "other" : kind);
}

std::string too_few_units(const Effect& effect) {
    const std::size_t n = units_of(effect).size();
    if (!effect.is_interleaved) {
        return "no interval: two runs, not interleaved";
    }
    if (n == 1 && effect.by_replicate.size() == 1) {
        return effect.is_of_boots ? "no interval: one boot" : "no interval: one build";
    }
    if (effect.is_counted) {
        return fmt::format("no spread: {} {}, {} are the least", n, units_in_words(effect),
                           least_spread(effect));
    }
    const double level = effect.levels.difference;
    return fmt::format("no {:.4g}% interval: {} paired {}, {} are the least", (1 - level) * 100, n,
                       units_in_words(effect), least_to_reject(level));
}

std::string joined(const std::vector<std::string>& notes) {
    return fmt::format("{}", fmt::join(notes, "; "));
}

std::string percent(double share) {
    return fmt::format("{:.3g}%", share * 100.0);
}

Evidence unmeasured_row(std::string_view workload, std::string_view metric, std::string contrast,
                        std::string why) {
    constexpr double none = std::numeric_limits<double>::quiet_NaN();
    Evidence row;
    row.workload = workload;
    row.metric = metric;
    row.contrast = std::move(contrast);
    row.estimate = row.low = row.high = none;
    row.note = std::move(why);
    return row;
}

void add_overall_row(std::vector<Evidence>& rows, const WorkloadEffects& effects,
                     std::string_view metric, const std::string& contrast, Scale scale) {
    rows.push_back(row_of(overall_name, effects.overall, metric, contrast, scale));
    rows.back().judgement = effects.judgement;
    if (effects.overall && effects.overall->exact) {
        rows.back().note = overall_note(effects, *effects.overall);
    }
}

void add_rows(std::vector<Evidence>& rows, const WorkloadEffects& effects, std::string_view metric,
              const std::string& contrast, Scale scale) {
    for (const WorkloadEffects::Entry& entry : effects.by_workload) {
        rows.push_back(row_of(entry.workload, entry.effect, metric, contrast, scale));
        rows.back().judgement = entry.judgement;
    }
    add_overall_row(rows, effects, metric, contrast, scale);
}

Evidence share_row(std::string_view workload, std::string_view metric, std::string contrast,
                   const Share& share) {
    Evidence row;
    row.workload = workload;
    row.metric = metric;
    row.contrast = std::move(contrast);
    row.estimate = share.value;
    row.low = share.low;
    row.high = share.high;
    row.unit = "share";
    row.n = share.n;
    return row;
}

std::string change_in_words(const Effect& effect) {
    const Estimate numbers = estimate(effect);
    std::string change = format_change(std::exp(numbers.value));
    if (!effect.invalid.empty()) {
        return fmt::format("{} (invalid: {})", change, effect.invalid);
    }
    if (!std::isfinite(numbers.high)) {
        return fmt::format("{} ({})", change, too_few_units(effect));
    }
    if (effect.exact && numbers.low == numbers.high) {
        return change;
    }
    return fmt::format("{} [{}, {}]", change, format_change(std::exp(numbers.low)),
                       format_change(std::exp(numbers.high)));
}

std::string change_in_words(const Measured<Effect>& effect) {
    return effect ? change_in_words(*effect) : "not measured";
}

std::string range_in_words(const WorkloadEffects& effects) {
    const WorkloadEffects::Entry* least = nullptr;
    const WorkloadEffects::Entry* greatest = nullptr;
    for (const WorkloadEffects::Entry& entry : effects.by_workload) {
        if (!entry.effect) {
            continue;
        }
        if (least == nullptr || entry.effect->range.mid < least->effect->range.mid) {
            least = &entry;
        }
        if (greatest == nullptr || entry.effect->range.mid > greatest->effect->range.mid) {
            greatest = &entry;
        }
    }
    if (least == nullptr) {
        return {};
    }
    if (least->effect->range.mid == greatest->effect->range.mid) {
        return fmt::format("{} in every workload",
                           format_change(std::exp(least->effect->range.mid)));
    }
    return fmt::format("{} in {} to {} in {}", format_change(std::exp(least->effect->range.mid)),
                       least->workload, format_change(std::exp(greatest->effect->range.mid)),
                       greatest->workload);
}

std::string basis_in_words(std::initializer_list<const WorkloadEffects*> effects) {
    const bool is_any_measured =
        std::any_of(effects.begin(), effects.end(),
                    [](const WorkloadEffects* metric) { return metric->overall.has_value(); });
    std::set<std::string> missing;
    std::size_t workloads = 0;
    bool is_equivalent = false;
    std::map<std::string_view, int> replicates; // by what they are
    double confidence = 1;
    for (const WorkloadEffects* metric : effects) {
        if (is_any_measured && !metric->overall) {
            continue;
        }
        for (const std::string& name : metric->missing()) {
            missing.insert(name);
        }
        workloads = metric->by_workload.size();
        if (!metric->overall) {
            continue;
        }
        is_equivalent = is_equivalent || metric->overall->realisation == Realisation::equivalent;
        const Estimate numbers = estimate(*metric->overall);
        if (!metric->overall->exact && numbers.n > 1) {
            int& least =
                replicates.try_emplace(units_in_words(*metric->overall), numbers.n).first->second;
            least = std::min(least, numbers.n);
            confidence = std::min(confidence, numbers.confidence);
        }
    }
    std::string words = fmt::format("({} workload{}", workloads - missing.size(),
                                    workloads - missing.size() == 1 ? "" : "s");
    if (!missing.empty()) {
        words += fmt::format(", without {}", fmt::join(missing, ", "));
    }
    for (const auto& [what, count] : replicates) {
        words += fmt::format("; {} {}", count, what);
    }
    if (confidence < 1) {
        words += fmt::format(", {:.1f}% intervals", confidence * 100);
    }
    return words + (is_equivalent ? "; equivalent realisation)" : ")");
}

} // namespace klp::analysis
