// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace klp::analysis {

/// P(Z <= z) of the standard normal distribution.
double normal_cdf(double z);

/// The z with P(Z <= z) = probability, which lies strictly between 0 and 1.
double normal_quantile(double probability);

} // namespace klp::analysis
