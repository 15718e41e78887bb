// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "os/process.hpp"

#include <filesystem>
#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace klp {

ProcessResult exited(int status, std::string output = {}, std::string error_output = {});

/// A process that was ended in another way than by itself; `status` is the signal, if any.
ProcessResult ended(ProcessResult::End end, int status = 0);

/// A process that takes `wall_s`: past the request's limit it is ended at the limit.
ProcessResult lasting(double wall_s);

/// The word after `-o`; empty when there is none.
std::filesystem::path output_of(const ProcessRequest& request);

/// Answers from rules, runs nothing and waits for nothing. Records every request.
class FakeProcessRunner final : public ProcessRunner {
public:
    using Answer = std::function<ProcessResult(const ProcessRequest&)>;

    /// Requests whose argv holds every one of `words` get this answer; of several rules that fit,
    /// the last one added. A request that fits no rule ends the test.
    void on(std::vector<std::string> words, Answer answer);
    void on(std::vector<std::string> words, ProcessResult result);

    ProcessResult run(const ProcessRequest& request) override;

    std::vector<ProcessRequest> requests;
    double now = 0; ///< the wall time of all processes so far, in seconds

private:
    std::vector<std::pair<std::vector<std::string>, Answer>> m_rules;
};

} // namespace klp
