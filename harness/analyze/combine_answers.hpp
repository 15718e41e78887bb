// SPDX-License-Identifier: Apache-2.0
//
// The questions are about the kernel. Where one was measured it gives the verdict, and what other
// workloads say follows as further evidence; no number is made from both.
#pragma once

#include "model/answer.hpp"
#include "model/results.hpp"

#include <string>
#include <vector>

namespace klp::analysis {

/// What the workloads of one kind of one run say.
struct PartAnswer {
    std::string label; ///< "linux-livepatch", "suites"
    bool is_of_kernels = false;
    Answer answer;
};

/// The names of the workloads when they are kernels, else their kind.
std::string label_of(const RunResult& part);

/// One answer from several, all with the same questions. Of each question the verdict is that of
/// the first part that measured it, kernels before others; its summary names the part, and goes on
/// with the verdict and summary of the other parts, unless they say the same. Of those the rows
/// named "overall" are renamed to "overall, LABEL". The answer of one part without kernels stays
/// as it is. Precondition: there is a part.
Answer combine_answers(std::vector<PartAnswer> parts);

} // namespace klp::analysis
