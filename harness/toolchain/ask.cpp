// SPDX-License-Identifier: Apache-2.0
#include "toolchain/ask.hpp"

namespace klp {

std::string ask(ProcessRunner& runner, std::vector<std::string> argv) {
    ProcessRequest request;
    request.argv = std::move(argv);
    request.environment = {{"LC_ALL", "C"}};
    request.limit_s = 10;
    request.record_phase = "ask";
    ProcessResult result = runner.run(request);
    if (!result.ok()) {
        return {};
    }
    while (result.output.ends_with('\n')) {
        result.output.pop_back();
    }
    return result.output;
}

} // namespace klp
