// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"
#include "cli/budget.hpp"
#include "cli/progress.hpp"
#include "cli/run_experiment.hpp"
#include "cli/visit_cell.hpp"
#include "os/conditions.hpp"
#include "plan/order_visits.hpp"
#include "store/store.hpp"

#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace klp {

/// Visits the suites of a run, block by block: one worker, on one processor, makes the visits of a
/// block one after the other, so that what is compared ran on the same processor at nearly the same
/// time. Each visit is stored as it ends, and what the machine was like with the block.
class SuiteVisitor {
public:
    /// What is named here outlives this.
    SuiteVisitor(const VisitSetting& setting, const RunRequest& request, RunAccount& account,
                 Budget& budget, Store& store, Progress& progress);

    /// Begins no further block once the budget is spent. An error as in visit_cell, or of the
    /// store.
    Status visit(const std::vector<VisitBlock>& blocks);

private:
    const VisitSetting& m_setting;
    const RunRequest& m_request;
    RunAccount& m_account;
    Budget& m_budget;
    Store& m_store;
    Progress& m_progress;
    std::mutex m_mutex;             ///< guards all of the above, and:
    std::set<std::string> m_failed; ///< a cell that failed once is not tried again

    Status visit_block(const VisitBlock& block, std::optional<int> cpu);
    Result<bool> visit_once(const Visit& visit, std::optional<int> cpu);
};

/// A block of `workload` that lasted from `before` to `after`; it ends now.
Block describe_block(const std::string& workload, int replicate, std::optional<int> cpu,
                     const Conditions& before, const Conditions& after);

} // namespace klp
