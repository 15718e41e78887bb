// SPDX-License-Identifier: Apache-2.0
//
// Findings for a terminal: each the line that says all of it, behind its metric, wrapped between
// its parts.
#pragma once

#include "model/answer.hpp"
#include "report/paint.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace klp {

struct FindingLine {
    std::string subject; ///< the metric
    Finding finding = Finding::not_measured;
    std::string line; ///< Judgement::line
};

/// The primary evidence over all workloads, under a line for each contrast.
std::string primary_evidence_text(const std::vector<Evidence>& evidence, std::size_t indent,
                                  const Paint& paint);

/// The lines with their subjects in a column.
std::string finding_lines(const std::vector<FindingLine>& rows, std::size_t indent,
                          const Paint& paint);

} // namespace klp
