// SPDX-License-Identifier: Apache-2.0
//
// Wilcoxon's signed-rank statistic and what follows from it for n paired differences: the
// Hodges-Lehmann estimate of their centre and an exact, conservative interval for it.
// Sources: Wilcoxon (1945); Hodges & Lehmann (1963); Hollander, Wolfe & Chicken, Nonparametric
// Statistical Methods, 3rd ed., sections 3.1 to 3.3. The one assumption is that the differences
// are independent and symmetric about their centre.
#pragma once

#include "analyze/walsh_order.hpp"

#include <optional>
#include <span>
#include <vector>

namespace klp::analysis {

/// P(T <= k) for k = 0 … n(n+1)/2, T being the sum of the ranks of the positive differences when
/// every sign pattern of n differences is equally likely.
std::vector<double> signed_rank_cdf(int n);

/// Which order statistics of the Walsh averages bound an interval.
struct WalshRank {
    int rank = 0;          ///< 1-based: the rank-th smallest and the rank-th largest
    double confidence = 0; ///< attained: at least what was asked for
};

/// The narrowest such interval of at least `confidence` for n differences; nothing when even the
/// widest falls short: below n = 6 for 0.95, below n = 5 for 0.90.
std::optional<WalshRank> walsh_rank(int n, double confidence);

/// The n(n+1)/2 averages (x_i + x_j) / 2, i <= j, in the order (0,0), (0,1) … (1,1), (1,2) …
std::vector<double> walsh_averages(std::span<const double> values);

/// The median of the Walsh averages. Precondition: `values` is not empty.
double hodges_lehmann(std::span<const double> values);

/// True when the exact two-sided test can reject at this level with n differences: 2^(1-n) does
/// not exceed it.
bool can_reject(int n, double level);

/// The least such n.
int least_to_reject(double level);

/// The exact two-sided p-value of "the centre is 0". Walsh averages that are 0 count against the
/// rejection. It is at most 1 - c just when the interval of confidence c excludes 0. 1 when there
/// are no values.
double signed_rank_p(std::span<const double> values);

struct Interval {
    double low = 0;
    double high = 0;
    double confidence = 0; ///< attained
};

/// The interval of those centres that the exact two-sided test at 1 - `confidence` does not
/// reject; nothing when there are too few values (see walsh_rank).
std::optional<Interval> signed_rank_interval(std::span<const double> values, double confidence);

/// The same from the Walsh averages of `n` values.
std::optional<Interval> signed_rank_interval(const WalshOrder& averages, int n, double confidence);

} // namespace klp::analysis
