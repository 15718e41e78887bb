// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/results.hpp"

#include <string>
#include <vector>

namespace klp {

/// A table of GitHub-flavoured Markdown; every cell is escaped here.
std::string markdown_table(const std::vector<std::string>& titles,
                           const std::vector<std::vector<std::string>>& rows);

/// The configurations against the baseline, over all workloads of a kind: a table for each kind.
std::string overview_markdown(const RunResult& run);

/// How far the boots of each kernel lie apart.
std::string boots_markdown(const RunResult& run);

/// A table for each workload: outcome and medians of every configuration.
std::string workloads_markdown(const RunResult& run);

} // namespace klp
