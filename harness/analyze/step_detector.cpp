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

/// Σ of the products of successive residuals around the mean of a segment.
double residual_products(const SegmentSums& sums) {
    const double mean = sums.mean();
    return sums.products - mean * (2 * sums.values - sums.first - sums.last) +
           (sums.nights - 1) * mean * mean;
}

double residual_squares(const SegmentSums& sums) {
    return std::max(0.0, sums.squares - sums.values * sums.mean());
}

/// Of a Student's t; 1 in place of what is above the suspicion level, for a scan of years asks for
/// many.
double two_sided_p(double estimate, double error, double freedom) {
    constexpr double least_size = 2.24; // the normal quantile of the level; t's are larger
    const double size = std::abs(estimate);
    if (size <= least_size * error) {
        return 1;
    }
    if (error == 0) {
        return 0;
    }
    const boost::math::students_t distribution(freedom);
    return 2 * cdf(complement(distribution, size / error));
}

} // namespace

double night_autocorrelation(const NightSums& nights, std::size_t begin, std::size_t step) {
    const SegmentSums before = nights.segment(begin, step);
    const SegmentSums after = nights.segment(step, nights.size());
    const double products = residual_products(before) + residual_products(after) +
                            (before.last - before.mean()) * (after.first - after.mean());
    const double squares = residual_squares(before) + residual_squares(after);
    const double count = before.nights + after.nights;
    // Residuals around estimated levels look less alike than the disturbances: by about
    // (1 + 3 phi)/n for one level (Kendall 1954, Marriott & Pope 1954).
    const double seen = squares > 0 ? products / squares : 0;
    const double corrected = seen + (1 + 3 * std::max(seen, 0.0)) / count;
    const double drawn =
        (count * corrected + weight_of_usual * usual_autocorrelation) / (count + weight_of_usual);
    return std::clamp(drawn, 0.0, highest_autocorrelation);
}

// The normal equations of the whitened values on a whitened level (c) and a whitened step (s). The
// level is 1 - phi but for the first night, where it is sqrt(1 - phi^2); the step is 1 in its own
// night and 1 - phi afterwards.
Step fitted_step(const NightSums& nights, std::size_t begin, std::size_t step) {
    const double phi = night_autocorrelation(nights, begin, step);
    const double rest = 1 - phi;
    const SegmentSums all = nights.segment(begin, nights.size());
    const SegmentSums after = nights.segment(step, nights.size());
    const double first_square = 1 - phi * phi;
    const double whitened_all = (all.values - all.first) - phi * (all.values - all.last);
    const double whitened_after = (after.values - after.first) - phi * (after.values - after.last);
    const double whitened_step = after.first - phi * nights.value(step - 1);

    const double cc = first_square + (all.nights - 1) * rest * rest;
    const double cs = rest * (1 + (after.nights - 1) * rest);
    const double ss = 1 + (after.nights - 1) * rest * rest;
    const double cv = first_square * all.first + rest * whitened_all;
    const double sv = whitened_step + rest * whitened_after;
    const double vv = first_square * all.first * all.first + (all.squares - all.first * all.first) -
                      2 * phi * all.products + phi * phi * (all.squares - all.last * all.last);

    const double determinant = cc * ss - cs * cs;
    Step fitted{step, (cc * sv - cs * cv) / determinant, 1};
    const double level = (ss * cv - cs * sv) / determinant;
    const double left = std::max(0.0, vv - level * cv - fitted.shift * sv);
    const double freedom = all.nights - 3; // level, step, autocorrelation
    fitted.p = two_sided_p(fitted.shift, std::sqrt(left / freedom * cc / determinant), freedom);
    return fitted;
}

std::optional<Step> StepDetector::add(double value, bool unchanged) {
    m_nights.add(value);
    if (unchanged) {
        m_first_possible = std::max(m_first_possible, m_nights.size());
        return std::nullopt;
    }
    std::optional<Step> found = likeliest_step();
    if (!found || is_budget_spent()) {
        return std::nullopt;
    }
    m_suspected.push_back(m_nights.size() - 1);
    m_tested_until = m_nights.size(); // the confirmation speaks of all nights until this one
    m_tested_p = found->p;
    return found;
}

std::optional<Step> StepDetector::likeliest_step() const {
    const std::size_t nights = m_nights.size();
    const std::size_t begin = nights > most_nights ? nights - most_nights : 0;
    const std::size_t oldest = nights > most_nights_after ? nights - most_nights_after : 0;
    std::optional<Step> best;
    for (std::size_t night = std::max(oldest, m_first_possible); night < nights; ++night) {
        const Step step = fitted_step(m_nights, begin, night);
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
    const std::size_t tonight = m_nights.size() - 1;
    const auto recent =
        std::count_if(m_suspected.begin(), m_suspected.end(),
                      [tonight](std::size_t night) { return night + budget_nights > tonight; });
    return static_cast<std::size_t>(recent) >= most_suspicions;
}

} // namespace klp::analysis
