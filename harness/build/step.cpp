// SPDX-License-Identifier: Apache-2.0
#include "build/step.hpp"

#include <fmt/format.h>

namespace klp {

Result<ProcessResult> run_step(ProcessRequest step, const std::string& what,
                               const std::string& program, ProcessRunner& runner, Build& build) {
    step.environment.emplace_back("LC_ALL", "C");
    ProcessResult result = runner.run(step);
    build.children_s += result.wall_s;
    build.commands.push_back(std::move(step.argv));
    if (result.ok()) {
        return result;
    }
    if (result.end == ProcessResult::End::interrupted) {
        return interrupted();
    }
    if (result.end == ProcessResult::End::not_started) {
        return failure(fmt::format("{}: {}", what, result.error_output));
    }
    if (found_disk_full(result)) {
        return failure(fmt::format("{}: no space left in {}: free some and run the same command "
                                   "again",
                                   what, build.artifacts.folder.string()));
    }
    build.outcome =
        result.end == ProcessResult::End::timed_out ? Outcome::timeout : Outcome::build_failed;
    build.reason = fmt::format("{}: {} {}", what, program, describe_end(result));
    build.diagnostic = result.error_output.empty() ? result.output : result.error_output;
    return result;
}

} // namespace klp
