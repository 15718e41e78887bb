// SPDX-License-Identifier: Apache-2.0
#include "base/median.hpp"

#include <algorithm>

namespace klp {

double median_of(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    const std::size_t middle = values.size() / 2;
    return values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

} // namespace klp
