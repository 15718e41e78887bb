// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/checks.hpp"
#include "os/conditions.hpp"

#include <string>
#include <utility>
#include <vector>

namespace klp {

/// What bears on times, as it is now.
struct ConditionsFound {
    std::size_t cpus = 0;                                      ///< that this process may use
    Conditions start;                                          ///< of all processors
    Conditions end;                                            ///< about a second later
    std::vector<std::pair<std::string, std::string>> settings; ///< see system_settings
};

/// Reads them; takes a second.
ConditionsFound find_conditions();

/// A line for each of them, with the limit by which the blocks of a run are judged
/// (model/conditions.hpp) and what to do about it. Pure.
std::vector<Check> check_conditions(const ConditionsFound& found);

} // namespace klp
