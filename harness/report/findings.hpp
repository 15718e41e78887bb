// SPDX-License-Identifier: Apache-2.0
//
// What a person must know of a run besides its numbers, grouped so that it is said once. The text
// and Markdown reports and the plan share it.
#pragma once

#include "model/plan.hpp"
#include "model/results.hpp"

#include <string>
#include <utility>
#include <vector>

namespace klp {

/// What was measured on what: (subject, value) in the order in which reports show them.
using Facts = std::vector<std::pair<std::string, std::string>>;
Facts facts_of(const RunResult& run);

/// Cells that share an outcome, a reason and a diagnostic.
struct CellGroup {
    std::string outcome;
    std::string reason;
    std::string diagnostic;
    /// Configuration::text() and the workloads that it concerns.
    std::vector<std::pair<std::string, std::vector<std::string>>> cells;

    [[nodiscard]] std::size_t count() const;
};

/// Its cells, said once: configurations with the same workloads are brought together where they are
/// every combination of some values, "lto={off,full},opt=O2: all 8 workloads". `all` are the
/// workloads that there are.
std::vector<std::string> cells_in_words(const CellGroup& group,
                                        const std::vector<std::string>& all);

/// The workloads of a run, each once.
std::vector<std::string> workloads_of(const RunResult& run);

/// The cells that are not ok.
std::vector<CellGroup> cells_not_ok(const RunResult& run);

/// The same of any outcome: adds one cell to the group it belongs to.
void add_to_group(std::vector<CellGroup>& groups, CellGroup like, const std::string& configuration,
                  const std::string& workload);

/// Something that holds in several cells.
struct Remark {
    std::string text;
    int cells = 0;
};

/// Warnings, and metrics that were skipped with their reasons.
std::vector<Remark> warnings_of(const RunResult& run);
std::vector<Remark> skipped_metrics(const RunResult& run);

/// Equivalence proofs of one axis value of one compiler, over workloads and the other axes.
struct ProofSummary {
    std::string compiler;
    std::string value; ///< AXIS=VALUE
    int equal = 0;
    int total = 0;
    std::vector<std::string> unequal; ///< "WORKLOAD: UNIT" of those that differ
};
std::vector<ProofSummary> proof_summaries(const RunResult& run);

} // namespace klp
