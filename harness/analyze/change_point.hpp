// SPDX-License-Identifier: Apache-2.0
//
// From the histories of a series of nights to what looks changed tonight, and from a confirmation
// to an alarm. A suspicion is cheap and often wrong; only a confirmation on fresh data can make an
// alarm of it. docs/method.md, "The night watch", has the rules and what they promise.
#pragma once

#include "model/nightly.hpp"

#include <string>
#include <vector>

namespace klp {

/// What looks changed in the noisy ones of `histories`, tonight last: a step of at least the
/// threshold that began lately. Nothing that is same_image tonight or has no point tonight, and
/// nothing before a sixth night; no more than six suspicions in 50 nights of anything watched.
/// `blocks` says how many blocks each confirmation needs; `outcome` is left empty.
std::vector<NightSuspicion> suspicions(const std::vector<WatchedHistory>& histories,
                                       const NightlySettings& settings);

/// Whether a confirmation bears a suspicion out: its interval has at least the confidence
/// analysis::confirmation_confidence and excludes no change in the direction of the suspicion, and
/// its estimate is at least the threshold.
bool is_confirmed(const NightSuspicion& suspicion, const NightlySettings& settings);

/// The verdict in words: "confirmed: +2.1% [+1.2%, +3.0%]", "not confirmed: +0.2% [-0.4%, +0.7%]
/// includes no change", "not tested: WHY".
std::string outcome_in_words(const NightSuspicion& suspicion, const NightlySettings& settings);

} // namespace klp
