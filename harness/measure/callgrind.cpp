// SPDX-License-Identifier: Apache-2.0
#include "measure/callgrind.hpp"

#include "os/file.hpp"

namespace klp {

Callgrind find_callgrind(ProcessRunner& runner) {
    Callgrind callgrind;
    const auto program = find_program("valgrind");
    if (!program) {
        callgrind.missing = "valgrind is not installed: apt-get install valgrind";
        return callgrind;
    }
    callgrind.valgrind = *program;
    ProcessRequest request;
    request.argv = {program->string(), "--version"};
    request.limit_s = 10;
    request.record_phase = "ask";
    const ProcessResult answer = runner.run(request);
    if (!answer.ok() || !answer.output.starts_with("valgrind-")) {
        callgrind.missing =
            "valgrind --version " + describe_end(answer) + ": apt-get install --reinstall valgrind";
        return callgrind;
    }
    callgrind.version = answer.output.substr(0, answer.output.find_first_of("\r\n"));
    callgrind.version.replace(callgrind.version.find('-'), 1, " ");
    return callgrind;
}

} // namespace klp
