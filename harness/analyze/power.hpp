// SPDX-License-Identifier: Apache-2.0
//
// What an experiment of this size can show, by the normal approximation; the signed-rank test has
// the asymptotic relative efficiency 3/pi = 0.955 to the t-test (Hodges & Lehmann 1956).
#pragma once

namespace klp::analysis {

inline constexpr double wanted_power = 0.8;

/// The smallest true effect that n differences with this standard deviation show with the power
/// 0.8 at the two-sided `level`: (z_{1-level/2} + z_0.8) deviation / sqrt(0.955 n). Logarithmic, as
/// the deviation is.
double minimum_detectable_effect(double deviation, int n, double level);

/// What is asked of an experiment that is still to be made.
struct Aim {
    double effect = 0;            ///< the true one, supposed to be the estimate
    double deviation = 0;         ///< of one difference
    double level = 0;             ///< two-sided, of the test on no difference
    double equivalence_level = 0; ///< two-sided: twice that of each of the two one-sided tests
    double margin = 0;            ///< ln(1 + margin)
};

inline constexpr int most_units = 1000;

/// The least number of differences with which, with the power 0.8, either the effect would be
/// shown or, where it lies inside the margin, that it does; most_units + 1 when more are needed.
int needed_units(const Aim& aim);

} // namespace klp::analysis
