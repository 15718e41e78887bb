// SPDX-License-Identifier: Apache-2.0
//
// Rules stated beforehand, by which the machine of a block counts as disturbed. A disturbed block
// is never dropped, for to choose among the data is worse than noise; it is told.
#pragma once

#include "model/results.hpp"

#include <optional>
#include <string_view>

namespace klp {

inline constexpr double disturbing_steal_share = 0.02;    ///< of the processor's time
inline constexpr double disturbing_pressure_share = 0.10; ///< of the time
inline constexpr double disturbing_frequency_change =
    0.05; ///< change between start and end, relative to start

enum class Disturbance { steal, pressure, frequency };

/// "steal", "pressure", "frequency".
std::string_view to_string(Disturbance disturbance);

/// Between start and end, relative to the start; NaN when it was not told.
double frequency_change(const Block& block);

/// The first limit, in the order above, that the block exceeds. A value that is NaN was not told
/// and is not judged.
std::optional<Disturbance> disturbance_of(const Block& block);

} // namespace klp
