// SPDX-License-Identifier: Apache-2.0
//
// A step in a series of nights that came lately. A step at night s is fitted by generalised least
// squares under first-order autocorrelation (Prais & Winsten 1954), its t-value taken to a p-value,
// and the least p-value over the nights s that are possible is the statistic: a scan of the
// generalised likelihood ratio (Page 1955; Lai 1995) with unknown mean, variance and
// autocorrelation. docs/method.md, "The night watch", has the formulas.
#pragma once

#include "analyze/night_sums.hpp"

#include <cstddef>
#include <optional>
#include <vector>

namespace klp::analysis {

/// Nights before a step that are needed to tell it from noise.
inline constexpr std::size_t least_nights_before = 5;
/// The oldest step that is looked for began so many nights ago, tonight counted.
inline constexpr std::size_t most_nights_after = 10;
/// Nights further back play no part.
inline constexpr std::size_t most_nights = 120;
/// The scan's least p-value from which a step is suspected.
inline constexpr double suspicion_level = 0.025;
/// In any so many nights …
inline constexpr std::size_t budget_nights = 50;
/// … nothing is suspected more often than this, for every suspicion costs a confirmation.
inline constexpr std::size_t most_suspicions = 6;

/// A step as it was fitted.
struct Step {
    std::size_t night = 0; ///< index of the first night after it
    double shift = 0;      ///< in the unit of the values
    double p = 1; ///< two-sided, of "no step at this night"; 1 for all above suspicion_level
};

/// The autocorrelation from one night to the next around two levels, `step` being the first night
/// of the second: bounded to 0 … 0.8 and drawn towards 0.4 while nights are few. Nights before
/// `begin` play no part. Precondition: begin < step < nights.size().
double night_autocorrelation(const NightSums& nights, std::size_t begin, std::size_t step);

/// The step at this night. Preconditions: as above, and at least four nights.
Step fitted_step(const NightSums& nights, std::size_t begin, std::size_t step);

/// Takes the nights of one series one after the other and says of each whether a step is suspected.
class StepDetector {
public:
    /// Steps smaller than `least_shift` are not suspected.
    explicit StepDetector(double least_shift) : m_least_shift(least_shift) {}

    /// The step that the new night makes likely. No step lies at or before a night that is known to
    /// be `unchanged`, and in such a night none is suspected. A suspicion is taken to be tested at
    /// once and refuted (one that is borne out ends the series of this detector): a step that lies
    /// before it is suspected again only when its p-value has become ten times smaller.
    std::optional<Step> add(double value, bool unchanged);

private:
    [[nodiscard]] std::optional<Step> likeliest_step() const;
    [[nodiscard]] bool is_budget_spent() const;

    double m_least_shift;
    NightSums m_nights;
    std::vector<std::size_t> m_suspected;               ///< nights with a suspicion
    std::size_t m_first_possible = least_nights_before; ///< the earliest step there can be
    std::size_t m_tested_until = 0;                     ///< steps before were tested …
    double m_tested_p = 1;                              ///< … when this was the p-value
};

} // namespace klp::analysis
