// SPDX-License-Identifier: Apache-2.0
//
// Which share of one gain another keeps, with an interval when the gains are noisy.
#pragma once

#include "analyze/effect.hpp"

namespace klp::analysis {

/// part / whole, a plain number: 0.8 says that four fifths are kept.
struct Share {
    double value = 0;
    double low = 0;
    double high = 0;
    int n = 0; ///< replicates; 1 when exact
};

/// An error when the whole is not shown to be above 0, for then a share of it means nothing.
Measured<Share> share_of(const Effect& part, const Effect& whole);

} // namespace klp::analysis
