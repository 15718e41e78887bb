// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"
#include "measure/callgrind.hpp"
#include "model/artifacts.hpp"
#include "model/visit.hpp"
#include "model/workload.hpp"
#include "os/perf_events.hpp"
#include "os/process.hpp"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace klp {

/// What is counted in the benchmarks of suites beside their time.
struct CountingSetting {
    std::vector<PerfEvent> events; ///< by the kernel, in every replicate
    int replicates = 0;            ///< the first so many have their instructions counted
    int iterations = 100;          ///< of each region whose instructions are counted
    Callgrind callgrind;           ///< what counts them
};

struct MeasureRequest {
    const Workload& workload;
    const Artifacts& artifacts;
    const std::vector<std::string>& metrics; ///< names and patterns to keep
    double benchmark_min_time_s = 0.02;
    std::optional<int> cpu; ///< the processor that every process stays on
    /// Further variables for the processes that run the image: NAME and VALUE.
    std::vector<std::pair<std::string, std::string>> environment = {};
    CountingSetting counting = {};
};

/// Measures a finished build: first the self-test (of a kernel that is its boot, which is not done
/// here), then every metric family of the table in
/// measure.cpp that has a metric the experiment asks for. Fills outcome, reason, diagnostic,
/// samples, processes, sections and symbols of `visit` and adds to its children_s and commands.
/// Nothing is sampled from a build whose self-test fails. An error means that the visit could not
/// be judged: the user interrupted it, a step could not be started, the disk is full, or an
/// artifact cannot be read.
Status measure(const MeasureRequest& request, ProcessRunner& runner, VisitResult& visit);

} // namespace klp
