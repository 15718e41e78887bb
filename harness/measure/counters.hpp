// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "inspect/benchmark_json.hpp"
#include "measure/measure.hpp"

#include <vector>

namespace klp {

/// Adds runtime.BENCH.EVENT, a value or the reason why there is none, for every benchmark and every
/// event of the request, and the facts counters.source and, where values were scaled,
/// counters.scaled. `instructions` is left to callgrind in a run in which callgrind counts: two
/// sources under one name cannot be compared.
void add_counters(const MeasureRequest& request, const std::vector<BenchmarkTime>& times,
                  VisitResult& visit);

} // namespace klp
