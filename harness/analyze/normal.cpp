// SPDX-License-Identifier: Apache-2.0
#include "analyze/normal.hpp"

#include <boost/math/special_functions/erf.hpp>

#include <cmath>
#include <numbers>

namespace klp::analysis {

double normal_cdf(double z) {
    return std::erfc(-z / std::numbers::sqrt2) / 2;
}

double normal_quantile(double probability) {
    return -std::numbers::sqrt2 * boost::math::erfc_inv(2 * probability);
}

} // namespace klp::analysis
