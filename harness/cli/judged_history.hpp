// SPDX-License-Identifier: Apache-2.0
//
// Which nights of something watched are judged together: an alarm that was accepted begins a new
// normal, and what is open is not raised again.
#pragma once

#include "model/nightly.hpp"

#include <cstdint>
#include <vector>

namespace klp {

/// The noisy ones of `histories` of which a change can be raised tonight: none with an open
/// regression; of each, the nights since its latest change that was acknowledged or for the better.
/// `alarms` are of the series, the oldest first.
std::vector<WatchedHistory> judged_histories(const std::vector<WatchedHistory>& histories,
                                             const std::vector<NightAlarm>& alarms);

/// The night whose sources tonight's code is compared with: that of the latest change that was
/// accepted; 0, the beginning of the series, when there is none.
std::int64_t anchor_of(const Watched& watched, const std::vector<NightAlarm>& alarms);

/// The alarm of a suspicion that was confirmed. `history` is what it was judged by.
NightAlarm alarm_of(const NightSuspicion& suspicion, const WatchedHistory& history);

} // namespace klp
