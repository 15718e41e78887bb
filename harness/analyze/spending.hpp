// SPDX-License-Identifier: Apache-2.0
//
// How an error is spent over looks at data that still come in, so that all looks together err no
// more often than one. Sources: Lan & DeMets (1983) for the spending; O'Brien & Fleming (1979) for
// the shape; Armitage, McPherson & Rowe (1969) for the recursion; Jennison & Turnbull (2000),
// chapters 7 and 19.
#pragma once

#include <span>
#include <vector>

namespace klp::analysis {

/// The two-sided error that may be spent until the share `fraction` (above 0, at most 1) of the
/// information is there: 2 (1 - Phi(z / sqrt(fraction))), z being the 1 - alpha/2 quantile.
double spent_error(double alpha, double fraction);

/// For each look the level at which a two-sided p-value rejects there. `fractions` are the shares
/// of the planned information at the looks: ascending, above 0, at most 1. The statistic is taken
/// as a normal one with independent increments. One look at all of the information has `alpha`.
std::vector<double> nominal_levels(double alpha, std::span<const double> fractions);

} // namespace klp::analysis
