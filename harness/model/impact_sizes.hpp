// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>

namespace klp {

/// Functions that a live patch of one function replaces -> functions whose patch replaces so many.
using ImpactSizes = std::map<std::uint32_t, std::uint32_t>;

/// The functions counted: the sum over the second figures.
std::uint32_t function_count(const ImpactSizes& sizes);

/// The mean size; precondition: there are functions.
double mean_size(const ImpactSizes& sizes);

/// The smallest size that at least `share` of the functions do not exceed (nearest rank);
/// precondition: there are functions, 0 < share <= 1.
std::uint32_t size_quantile(const ImpactSizes& sizes, double share);

} // namespace klp
