// SPDX-License-Identifier: Apache-2.0
#include "model/conditions.hpp"

#include <cmath>

namespace klp {

std::string_view to_string(Disturbance disturbance) {
    switch (disturbance) {
    case Disturbance::steal:
        return "steal";
    case Disturbance::pressure:
        return "pressure";
    case Disturbance::frequency:
        break;
    }
    return "frequency";
}

double frequency_change(const Block& block) {
    return std::abs(block.mhz_at_end - block.mhz_at_start) / block.mhz_at_start;
}

std::optional<Disturbance> disturbance_of(const Block& block) {
    // A comparison with NaN is false, which is what the contract asks for.
    if (block.steal_share > disturbing_steal_share) {
        return Disturbance::steal;
    }
    if (block.pressure_share > disturbing_pressure_share) {
        return Disturbance::pressure;
    }
    if (frequency_change(block) > disturbing_frequency_change) {
        return Disturbance::frequency;
    }
    return std::nullopt;
}

} // namespace klp
