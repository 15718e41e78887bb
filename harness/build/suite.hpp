// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"
#include "model/artifacts.hpp"
#include "model/outcome.hpp"
#include "model/plan.hpp"
#include "model/workload.hpp"
#include "os/process.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace klp {

struct SuiteBuildRequest {
    const Workload& workload;
    const BuildFlags& flags;
    std::filesystem::path driver;     ///< the compiled driver library
    std::filesystem::path link_shims; ///< for -B
    std::filesystem::path folder;     ///< takes everything that is made
    std::optional<int> cpu;           ///< the processor that every step stays on
};

/// A build that ended, well or not.
struct SuiteBuild {
    Outcome outcome = Outcome::ok; ///< ok, build_failed or timeout
    std::string reason;
    std::string diagnostic;
    Artifacts artifacts;
    double children_s = 0; ///< wall time of the steps together
    std::vector<std::vector<std::string>> commands;
};

/// Compiles every translation unit and links the executable, each step under the recording
/// wrapper, one after the other. An error means that the build could not be judged: the user
/// interrupted it, a step could not be started, or the disk is full.
Result<SuiteBuild> build_suite(const SuiteBuildRequest& request, ProcessRunner& runner);

} // namespace klp
