// SPDX-License-Identifier: Apache-2.0
#include "analyze/power.hpp"

#include "analyze/normal.hpp"
#include "analyze/signed_rank.hpp"

#include <cmath>

namespace klp::analysis {
namespace {

constexpr double efficiency = 0.955;

double error_of_centre(double deviation, int n) {
    return deviation / std::sqrt(efficiency * n);
}

double power_of_difference(const Aim& aim, double error) {
    return normal_cdf(std::abs(aim.effect) / error + normal_quantile(aim.level / 2));
}

/// Of both one-sided tests together.
double power_of_equivalence(const Aim& aim, double error) {
    const double z = normal_quantile(aim.equivalence_level / 2);
    const double both = normal_cdf((aim.margin - aim.effect) / error + z) +
                        normal_cdf((aim.margin + aim.effect) / error + z) - 1;
    return both > 0 ? both : 0;
}

} // namespace

double minimum_detectable_effect(double deviation, int n, double level) {
    return (normal_quantile(wanted_power) - normal_quantile(level / 2)) *
           error_of_centre(deviation, n);
}

int needed_units(const Aim& aim) {
    for (int n = 2; n <= most_units; ++n) {
        const double error = error_of_centre(aim.deviation, n);
        const bool shows =
            power_of_difference(aim, error) >= wanted_power && can_reject(n, aim.level);
        const bool shows_none = power_of_equivalence(aim, error) >= wanted_power &&
                                can_reject(n, aim.equivalence_level);
        if (shows || shows_none) {
            return n;
        }
    }
    return most_units + 1;
}

} // namespace klp::analysis
