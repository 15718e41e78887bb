// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

namespace klp {

/// The mean of the middle two when their number is even. Precondition: `values` is not empty.
double median_of(std::vector<double> values);

} // namespace klp
