// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "os/process.hpp"

#include <string>
#include <utility>

namespace klp {

/// Runs programs under the wrapper that was built with the tests.
inline SystemProcessRunner real_runner() {
    return SystemProcessRunner(KLPBENCH_BUILD_DIR "/klpbench-record");
}

/// `sh -c SCRIPT`.
inline ProcessRequest shell(std::string script) {
    ProcessRequest request;
    request.argv = {"/bin/sh", "-c", std::move(script)};
    request.record_phase = "test";
    request.limit_s = 60; // so that a broken runner fails instead of hanging
    return request;
}

inline ProcessResult run_shell(std::string script) {
    auto runner = real_runner();
    return runner.run(shell(std::move(script)));
}

} // namespace klp
