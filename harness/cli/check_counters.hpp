// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/checks.hpp"
#include "os/perf_events.hpp"

#include <vector>

namespace klp {

/// What of the default events can be counted here, as a group, and whether Valgrind is there.
void check_counters(CounterSource& source, ProcessRunner& runner, std::vector<Check>& checks);

} // namespace klp
