// SPDX-License-Identifier: Apache-2.0
//
// The statistic at information t is W(t) = Z sqrt(t), which moves by independent normal steps. The
// density of "W is at b, and no earlier look rejected" is carried from look to look on a grid; the
// bound of a look is where the tails of that density hold just what may be spent there.
#include "analyze/spending.hpp"

#include "analyze/normal.hpp"

#include <cmath>
#include <cstddef>
#include <numbers>

namespace klp::analysis {
namespace {

constexpr int intervals = 200; // even, for Simpson's rule; bounds are exact to 1e-6 with 100
constexpr double farthest = 12;

struct Density {
    std::vector<double> at;
    std::vector<double> weighted; ///< the density at `at`, times the weight of the quadrature
};

/// Simpson's points on -bound … bound, with the weights in `weighted`.
Density grid(double bound) {
    Density points;
    const double step = 2 * bound / intervals;
    for (int i = 0; i <= intervals; ++i) {
        const bool is_end = i == 0 || i == intervals;
        points.at.push_back(-bound + i * step);
        points.weighted.push_back(step / 3 * (is_end ? 1 : i % 2 == 1 ? 4 : 2));
    }
    return points;
}

double normal_density(double x, double deviation) {
    const double z = x / deviation;
    return std::exp(-z * z / 2) / (deviation * std::sqrt(2 * std::numbers::pi));
}

/// P(no look before rejected, and |W| >= bound now), after a step with this deviation.
double tails(const Density& before, double deviation, double bound) {
    double sum = 0;
    for (std::size_t i = 0; i < before.at.size(); ++i) {
        sum += before.weighted[i] * (normal_cdf((-bound - before.at[i]) / deviation) +
                                     normal_cdf((before.at[i] - bound) / deviation));
    }
    return sum;
}

double bound_that_spends(const Density& before, double deviation, double error) {
    double low = 0;
    double high = farthest;
    for (int halving = 0; halving < 50; ++halving) {
        const double middle = (low + high) / 2;
        (tails(before, deviation, middle) > error ? low : high) = middle;
    }
    return high;
}

Density carried_on(const Density& before, double deviation, double bound) {
    Density now = grid(bound);
    for (std::size_t i = 0; i < now.at.size(); ++i) {
        double density = 0;
        for (std::size_t j = 0; j < before.at.size(); ++j) {
            density += before.weighted[j] * normal_density(now.at[i] - before.at[j], deviation);
        }
        now.weighted[i] *= density;
    }
    return now;
}

} // namespace

double spent_error(double alpha, double fraction) {
    const double z = -normal_quantile(alpha / 2);
    return 2 * normal_cdf(-z / std::sqrt(fraction));
}

std::vector<double> nominal_levels(double alpha, std::span<const double> fractions) {
    std::vector<double> levels;
    Density density{{0.0}, {1.0}}; // all of it at 0 before the first step
    double information = 0;
    double spent = 0;
    for (const double fraction : fractions) {
        const double deviation = std::sqrt(fraction - information);
        const double error = spent_error(alpha, fraction) - spent;
        const double bound = bound_that_spends(density, deviation, error);
        levels.push_back(2 * normal_cdf(-bound / std::sqrt(fraction)));
        density = carried_on(density, deviation, bound);
        information = fraction;
        spent += error;
    }
    return levels;
}

} // namespace klp::analysis
