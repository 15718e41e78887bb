// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"
#include "measure/measure.hpp"
#include "model/experiment.hpp"
#include "os/perf_events.hpp"
#include "os/process.hpp"

namespace klp {

/// What the experiment wants counted, with the means that this machine has for it. A counter that
/// nobody knows is wrong usage; one that cannot be counted here, or a missing Valgrind, is not: the
/// setting then holds the reason for which samples are skipped.
Result<CountingSetting> find_counting(const Counting& counting, CounterSource& source,
                                      ProcessRunner& runner);

} // namespace klp
