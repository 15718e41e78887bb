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

/// One benchmark of a guest, where a kernel may lack what a benchmark needs.
struct GuestBenchmark {
    std::string name;
    double real_ns = 0; ///< real time per iteration, nanoseconds; positive unless there is an error
    std::string error;  ///< its words; empty when it was measured
};

/// As read_benchmark_json, but a benchmark that reported an error is one of the results.
Result<std::vector<GuestBenchmark>> read_guest_benchmarks(std::string_view text);

/// The benchmarks of a Google Benchmark `--benchmark_format=json` output, aggregates left out. A
/// benchmark that reported an error or stands twice (a replicate is a process, not a repetition), a
/// time that is not a positive number, or an output without any benchmark is an error.
Result<std::vector<BenchmarkTime>> read_benchmark_json(std::string_view text);

} // namespace klp
