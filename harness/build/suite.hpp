// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"
#include "build/step.hpp"
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

/// Where the object of a translation unit is built.
std::filesystem::path object_of(const SuiteBuildRequest& request, const std::string& unit);

/// The argv that links `objects` with the driver into `image`, which finds the driver beside
/// itself; `options` follow the flags of the workload and of the axes.
std::vector<std::string> link_command(const SuiteBuildRequest& request,
                                      const std::vector<std::string>& options,
                                      const std::vector<std::filesystem::path>& objects,
                                      const std::filesystem::path& image);

/// Compiles every translation unit and links the executable, each step under the recording
/// wrapper, one after the other. An error means that the build could not be judged: the user
/// interrupted it, a step could not be started, or the disk is full.
Result<Build> build_suite(const SuiteBuildRequest& request, ProcessRunner& runner);

} // namespace klp
