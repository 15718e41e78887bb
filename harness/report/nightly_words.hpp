// SPDX-License-Identifier: Apache-2.0
//
// What the reports of a night say in words, whatever their format. Texts may hold anything that a
// workload can put there; each format escapes them.
#pragma once

#include "model/nightly.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace klp {

/// "2 regressions are open, 1 of them raised tonight"; "nothing changed".
std::string night_headline(const NightReport& report);

/// "night 12 of series 3 (since 2026-11-11T02:00:00Z), run 40, 2026-11-22T02:00:00Z; 96 watched".
std::string night_facts(const NightReport& report);

/// Alarms of one workload and metric in one direction: what one change of its sources brings about
/// in several configurations.
struct AlarmGroup {
    std::vector<const NightAlarm*> alarms; ///< the largest change first; never empty
    bool raised_tonight = false;

    [[nodiscard]] const NightAlarm& largest() const { return *alarms.front(); }
};

/// Alarms of `report` for the worse that are open, those raised tonight first.
std::vector<AlarmGroup> open_groups(const NightReport& report);

/// Those raised tonight that are improvements.
std::vector<AlarmGroup> improvement_groups(const NightReport& report);

/// How much changed, as ln(after / before); infinite from or to 0.
double size_of(const NightAlarm& alarm);

/// Exact: "10000 -> 10048 bytes (+0.5%)"; noisy: what the confirmation found, "+2.1% [+1.2%,
/// +3.0%], 48 units".
std::string change_words(const NightAlarm& alarm);

/// "+0.2% [-0.4%, +0.7%]", with the level of the interval and its units; why there is none.
std::string confirmation_words(const Confirmation& confirmation);

/// The axes that differ between what is watched; all of them when nothing is watched twice.
std::string short_configuration(const NightReport& report, const Configuration& configuration);

/// "3", "3, 5", "3 to 9": ids of a group, ascending.
std::string id_words(const AlarmGroup& group);

/// The first `most` code points of `text`, an ellipsis behind them when there are more.
std::string shortened(std::string_view text, std::size_t most);

/// How a person ends an alarm.
inline constexpr std::string_view acknowledge_words =
    "klpbench nightly EXP --acknowledge ID --why TEXT";

} // namespace klp
