// SPDX-License-Identifier: Apache-2.0
#include "analyze/step_detector.hpp"

#include <boost/math/distributions/students_t.hpp>

#include <algorithm>
#include <cmath>

namespace klp::analysis {
namespace {

constexpr double highest_autocorrelation = 0.8;
constexpr double usual_autocorrelation = 0.4;
constexpr double weight_of_usual = 8; // in nights
constexpr double growth_of_evidence = 0.1;

double mean_of(std::span<const double> values) {
    double sum = 0;
    for (const double value : values) {
        sum += value;
    }
    return sum / static_cast<double>(values.size());
}

/// Sums of the regression of whitened values on a whitened constant and a whitened step.
struct NormalEquations {
    double cc = 0;
    double cs = 0;
    double ss = 0;
    double cv = 0;
    double sv = 0;
    double vv = 0;

    void add(double constant, double step, double value) {
        cc += constant * constant;
        cs += constant * step;
        ss += step * step;
        cv += constant * value;
        sv += step * value;
        vv += value * value;
    }
};

/// Of a Student's t; 1 in place of what is above 0.05, for a scan of years asks for many.
double two_sided_p(double estimate, double error, double freedom) {
    constexpr double normal_quantile_of_5_percent = 1.95;
    const double size = std::abs(estimate);
    if (size <= normal_quantile_of_5_percent * error) {
        return 1;
    }
    if (error == 0) {
        return 0;
    }
    const boost::math::students_t distribution(freedom);
    return 2 * cdf(complement(distribution, size / error));
}

} // namespace

double night_autocorrelation(std::span<const double> values, std::size_t step) {
    const double before = mean_of(values.first(step));
    const double after = mean_of(values.subspan(step));
    double products = 0;
    double squares = 0;
    double last = 0;
    for (std::size_t t = 0; t < values.size(); ++t) {
        const double residual = values[t] - (t < step ? before : after);
        products += residual * last;
        squares += residual * residual;
        last = residual;
    }
    const auto nights = static_cast<double>(values.size());
    // Residuals around estimated levels look less alike than the disturbances: by about
    // (1 + 3 phi)/n for one level (Kendall 1954, Marriott & Pope 1954).
    const double seen = squares > 0 ? products / squares : 0;
    const double corrected = seen + (1 + 3 * std::max(seen, 0.0)) / nights;
    const double drawn =
        (nights * corrected + weight_of_usual * usual_autocorrelation) / (nights + weight_of_usual);
    return std::clamp(drawn, 0.0, highest_autocorrelation);
}

Step fitted_step(std::span<const double> values, std::size_t step) {
    const double phi = night_autocorrelation(values, step);
    const double scale = std::sqrt(1 - phi * phi);
    const double origin = values.front(); // keeps the sums of squares small
    NormalEquations sums;
    sums.add(scale, 0, 0);
    for (std::size_t t = 1; t < values.size(); ++t) {
        const double whitened = (values[t] - origin) - phi * (values[t - 1] - origin);
        sums.add(1 - phi, t < step ? 0 : t == step ? 1 : 1 - phi, whitened);
    }
    const double determinant = sums.cc * sums.ss - sums.cs * sums.cs;
    Step fitted{step, (sums.cc * sums.sv - sums.cs * sums.cv) / determinant, 1};
    const double level = (sums.ss * sums.cv - sums.cs * sums.sv) / determinant;
    const double left = std::max(0.0, sums.vv - level * sums.cv - fitted.shift * sums.sv);
    const auto freedom = static_cast<double>(values.size()) - 3; // level, step, autocorrelation
    fitted.p =
        two_sided_p(fitted.shift, std::sqrt(left / freedom * sums.cc / determinant), freedom);
    return fitted;
}

std::optional<Step> StepDetector::add(double value, bool unchanged) {
    m_values.push_back(value);
    if (unchanged) {
        m_first_possible = std::max(m_first_possible, m_values.size());
        return std::nullopt;
    }
    std::optional<Step> found = likeliest_step();
    if (!found || is_budget_spent()) {
        return std::nullopt;
    }
    m_suspected.push_back(m_values.size() - 1);
    m_tested_until = m_values.size(); // the confirmation speaks of all nights until this one
    m_tested_p = found->p;
    return found;
}

std::optional<Step> StepDetector::likeliest_step() const {
    const std::size_t nights = m_values.size();
    const std::size_t skipped = nights > most_nights ? nights - most_nights : 0;
    const std::span<const double> values = std::span(m_values).subspan(skipped);
    const std::size_t oldest = nights > most_nights_after ? nights - most_nights_after : 0;
    std::optional<Step> best;
    for (std::size_t night = std::max(oldest, m_first_possible); night < nights; ++night) {
        Step step = fitted_step(values, night - skipped);
        step.night = night;
        const double level = night < m_tested_until
                                 ? std::min(suspicion_level, m_tested_p * growth_of_evidence)
                                 : suspicion_level;
        if (step.p <= level && std::abs(step.shift) >= m_least_shift &&
            (!best || step.p < best->p)) {
            best = step;
        }
    }
    return best;
}

bool StepDetector::is_budget_spent() const {
    const std::size_t tonight = m_values.size() - 1;
    const auto recent =
        std::count_if(m_suspected.begin(), m_suspected.end(),
                      [tonight](std::size_t night) { return night + budget_nights > tonight; });
    return static_cast<std::size_t>(recent) >= most_suspicions;
}

} // namespace klp::analysis
