// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace klp {

/// What one of the kernel's counters said of a benchmark's region.
struct CounterReading {
    double value = 0;      ///< over all iterations
    double enabled_ns = 0; ///< time for which it was to count
    double running_ns = 0; ///< of that, the time in which it did
    int error = 0;         ///< errno; 0 when it was read
};

struct BenchmarkTime {
    std::string name;
    double cpu_ns = 0; ///< CPU time per iteration, nanoseconds

    // Of a suite whose benchmarks enter suite::region, when counters were asked for.
    double iterations = 0;                ///< of the region; 0: never entered
    std::vector<CounterReading> counters; ///< in the order in which they were asked for
};

/// A benchmark whose region an emulator counted.
struct CountedRegion {
    std::string name;
    int part = 0;              ///< the number of its part in the counts; 0: never entered
    double iterations = 0;     ///< of the body
    bool has_requests = false; ///< the driver was built with what tells the emulator
};

/// One benchmark of a guest, where a kernel may lack what a benchmark needs.
struct GuestBenchmark {
    std::string name;
    double real_ns = 0; ///< real time per iteration, nanoseconds; positive unless there is an error
    std::string error;  ///< its words; empty when it was measured
};

/// As read_benchmark_json, but a benchmark that reported an error is one of the results.
Result<std::vector<GuestBenchmark>> read_guest_benchmarks(std::string_view text);

/// As read_benchmark_json, of a run in which the emulator counts and times mean nothing.
Result<std::vector<CountedRegion>> read_counted_regions(std::string_view text);

/// The benchmarks of a Google Benchmark `--benchmark_format=json` output, aggregates left out. A
/// benchmark that reported an error or stands twice (a replicate is a process, not a repetition), a
/// time that is not a positive number, or an output without any benchmark is an error.
Result<std::vector<BenchmarkTime>> read_benchmark_json(std::string_view text);

} // namespace klp
