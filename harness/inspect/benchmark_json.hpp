// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace klp {

struct BenchmarkTime {
    std::string name;
    double cpu_ns = 0; ///< CPU time per iteration, nanoseconds
};

/// The benchmarks of a Google Benchmark `--benchmark_format=json` output, aggregates left out. A
/// benchmark that reported an error or stands twice (a replicate is a process, not a repetition), a
/// time that is not a positive number, or an output without any benchmark is an error.
Result<std::vector<BenchmarkTime>> read_benchmark_json(std::string_view text);

} // namespace klp
