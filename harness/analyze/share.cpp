// SPDX-License-Identifier: Apache-2.0
//
// A share s is believed unless the signed-rank test rejects "part - s * whole is centred on 0".
// The Walsh averages of that difference are P_ij - s * W_ij, and with W_ij > 0 each turns from
// positive to negative at s = P_ij / W_ij. So the interval of believed shares is bounded by order
// statistics of those ratios, as Hodges and Lehmann's is by those of the averages themselves.
// An average W_ij <= 0 never turns in that direction; it is put at the far end of whichever side
// is asked for, which can only widen the interval.
#include "analyze/share.hpp"

#include "analyze/signed_rank.hpp"
#include "base/median.hpp"

#include <algorithm>
#include <cstddef>

namespace klp::analysis {
namespace {

Share exact_share(const Range& part, const Range& whole) {
    const auto corners = {part.low / whole.low, part.low / whole.high, part.high / whole.low,
                          part.high / whole.high};
    return {part.mid / whole.mid, std::min(corners), std::max(corners), 1};
}

Share noisy_share(const std::vector<double>& part, const std::vector<double>& whole,
                  std::size_t rank) {
    const std::vector<double> part_averages = walsh_averages(part);
    const std::vector<double> whole_averages = walsh_averages(whole);
    std::vector<double> ratios;
    for (std::size_t i = 0; i < whole_averages.size(); ++i) {
        if (whole_averages[i] > 0) {
            ratios.push_back(part_averages[i] / whole_averages[i]);
        }
    }
    std::sort(ratios.begin(), ratios.end());
    // The whole's own interval lies above 0, so fewer than `rank` averages are not positive.
    const std::size_t turned_away = whole_averages.size() - ratios.size();
    const std::size_t position = rank - 1 - turned_away;
    return {median_of(ratios), ratios[position], ratios[ratios.size() - 1 - position],
            static_cast<int>(whole.size())};
}

/// Over perturbations, as the gains themselves are.
Share counted_share(const std::vector<double>& part, const std::vector<double>& whole) {
    std::vector<double> ratios;
    for (std::size_t i = 0; i < whole.size(); ++i) {
        ratios.push_back(part[i] / whole[i]);
    }
    const auto [low, high] = std::minmax_element(ratios.begin(), ratios.end());
    return {median_of(ratios), *low, *high, static_cast<int>(ratios.size())};
}

/// `effect` with the replicates that `other` has too.
Effect in_common(Effect effect, const Effect& other) {
    ByReplicate shared;
    for (const auto& [replicate, value] : effect.by_replicate) {
        if (other.by_replicate.contains(replicate)) {
            shared.emplace_hint(shared.end(), replicate, value);
        }
    }
    effect.by_replicate = std::move(shared);
    return effect;
}

} // namespace

Measured<Share> share_of(const Effect& part, const Effect& whole) {
    const auto not_above_zero = [] {
        return tl::unexpected<std::string>("the whole gain is not shown to be above 0");
    };
    if (whole.exact) {
        return whole.range.low > 0 ? Measured<Share>(exact_share(part.range, whole.range))
                                   : not_above_zero();
    }
    for (const Effect* effect : {&part, &whole}) {
        if (!effect->invalid.empty()) {
            return tl::unexpected(effect->invalid);
        }
    }
    const Effect whole_common = in_common(whole, part);
    const std::vector<double> part_values = units_of(in_common(part, whole));
    const std::vector<double> whole_values = units_of(whole_common);
    if (part_values.size() != whole_values.size() || whole_values.empty() ||
        !(estimate(whole_common).low > 0)) {
        return not_above_zero();
    }
    if (whole.is_counted) {
        return counted_share(part_values, whole_values);
    }
    const auto rank =
        walsh_rank(static_cast<int>(whole_values.size()), 1 - whole.levels.difference);
    return noisy_share(part_values, whole_values, static_cast<std::size_t>(rank->rank));
}

} // namespace klp::analysis
