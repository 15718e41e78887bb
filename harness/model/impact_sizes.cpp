// SPDX-License-Identifier: Apache-2.0
#include "model/impact_sizes.hpp"

#include <cmath>

namespace klp {

std::uint32_t function_count(const ImpactSizes& sizes) {
    std::uint32_t functions = 0;
    for (const auto& [size, count] : sizes) {
        functions += count;
    }
    return functions;
}

double mean_size(const ImpactSizes& sizes) {
    double sum = 0;
    for (const auto& [size, count] : sizes) {
        sum += static_cast<double>(size) * count;
    }
    return sum / function_count(sizes);
}

std::uint32_t size_quantile(const ImpactSizes& sizes, double share) {
    const double rank = std::ceil(share * function_count(sizes));
    double seen = 0;
    for (const auto& [size, count] : sizes) {
        seen += count;
        if (seen >= rank) {
            return size;
        }
    }
    return sizes.rbegin()->first;
}

} // namespace klp
