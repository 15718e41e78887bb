// SPDX-License-Identifier: Apache-2.0
#include "model/nightly.hpp"

#include <algorithm>

namespace klp {

bool NightReport::has_open_regression() const {
    const auto is_open = [](const NightAlarm& alarm) { return alarm.is_open(); };
    return std::any_of(raised.begin(), raised.end(), is_open) ||
           std::any_of(open.begin(), open.end(), is_open);
}

} // namespace klp
