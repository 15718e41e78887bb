// SPDX-License-Identifier: Apache-2.0
#include "support/fake_process_runner.hpp"

#include <algorithm>
#include <stdexcept>

namespace klp {

ProcessResult exited(int status, std::string output, std::string error_output) {
    ProcessResult result;
    result.end = ProcessResult::End::exited;
    result.status = status;
    result.output = std::move(output);
    result.error_output = std::move(error_output);
    result.wall_s = 0.5;
    return result;
}

ProcessResult ended(ProcessResult::End end, int status) {
    ProcessResult result;
    result.end = end;
    result.status = status;
    return result;
}

ProcessResult lasting(double wall_s) {
    ProcessResult result = exited(0);
    result.wall_s = wall_s;
    return result;
}

std::filesystem::path output_of(const ProcessRequest& request) {
    const auto& argv = request.argv;
    const auto option = std::find(argv.begin(), argv.end(), "-o");
    return option == argv.end() || option + 1 == argv.end() ? std::filesystem::path()
                                                            : request.directory / *(option + 1);
}

void FakeProcessRunner::on(std::vector<std::string> words, Answer answer) {
    m_rules.emplace_back(std::move(words), std::move(answer));
}

void FakeProcessRunner::on(std::vector<std::string> words, ProcessResult result) {
    on(std::move(words), [result = std::move(result)](const ProcessRequest&) { return result; });
}

ProcessResult FakeProcessRunner::run(const ProcessRequest& request) {
    requests.push_back(request);
    const auto& argv = request.argv;
    const auto rule =
        std::find_if(m_rules.rbegin(), m_rules.rend(), [&argv](const auto& candidate) {
            return std::all_of(candidate.first.begin(), candidate.first.end(),
                               [&](const auto& word) {
                                   return std::find(argv.begin(), argv.end(), word) != argv.end();
                               });
        });
    if (rule == m_rules.rend()) {
        std::string command;
        for (const std::string& word : argv) {
            command += word + " ";
        }
        throw std::logic_error("the fake has no answer to: " + command);
    }
    ProcessResult result = rule->second(request);
    if (request.limit_s > 0 && result.wall_s > request.limit_s) {
        result = ended(ProcessResult::End::timed_out);
        result.wall_s = request.limit_s;
    }
    now += result.wall_s;
    return result;
}

} // namespace klp
