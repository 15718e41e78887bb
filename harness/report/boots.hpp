// SPDX-License-Identifier: Apache-2.0
//
// What the replicates of a kernel are, and how far they lie apart: a kernel is built once and
// booted under several settings that should not matter.
#pragma once

#include "model/results.hpp"

#include <string>
#include <vector>

namespace klp {

/// One figure of a kernel over its boots.
struct BootSpread {
    std::string name;    ///< of the benchmark, or "boot"
    std::string unit;    ///< "instructions"
    double median = 0;   ///< in the first configuration of the run that has it
    double spread = 0;   ///< there: (greatest - least) / median
    double greatest = 0; ///< the greatest spread of any configuration
};

/// Every figure of the boots of `workload`, boot first, then the benchmarks by name.
std::vector<BootSpread> boot_spreads(const RunResult& run, const std::string& workload);

/// The workloads of the run that are kernels and have a figure of a boot.
std::vector<std::string> booted_kernels(const RunResult& run);

/// How the figures are to be read, in words; empty when no kernel was booted.
std::string boots_note(const RunResult& run);

/// "gcc-12/O2/off/off/off": the configuration whose medians boot_spreads gives.
std::string first_booted(const RunResult& run, const std::string& workload);

} // namespace klp
