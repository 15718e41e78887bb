// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"
#include "model/artifacts.hpp"
#include "model/outcome.hpp"
#include "os/process.hpp"

#include <string>
#include <vector>

namespace klp {

/// A build that ended, well or not.
struct Build {
    Outcome outcome = Outcome::ok; ///< ok, build_failed or timeout
    std::string reason;
    std::string diagnostic;
    Artifacts artifacts;
    double children_s = 0; ///< wall time of the steps together
    std::vector<std::vector<std::string>> commands;
};

/// Runs one step of a build and keeps its account in `build`. `what` stands in reasons ("compiling
/// a.c"), `program` is who failed ("the compiler"). A step that fails or passes its limit is the
/// outcome of the build. An error means that the build could not be judged: the user interrupted
/// it, the step could not be started, or the disk is full.
Result<ProcessResult> run_step(ProcessRequest step, const std::string& what,
                               const std::string& program, ProcessRunner& runner, Build& build);

} // namespace klp
