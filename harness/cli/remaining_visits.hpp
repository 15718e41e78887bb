// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"
#include "model/plan.hpp"
#include "store/store.hpp"

#include <set>
#include <string>
#include <utility>
#include <vector>

namespace klp {

/// What is stored of the visits of a run.
struct StoredVisits {
    std::set<std::pair<std::string, int>> finished; ///< cell id and replicate
    std::set<std::string> failed;                   ///< cells that need no further visit
};

Result<StoredVisits> stored_visits(Store& store, std::int64_t run);

/// The visits of `all` that are still to be made, in their order.
std::vector<Visit> remaining_visits(const Plan& plan, const std::vector<Visit>& all,
                                    const StoredVisits& stored);

/// How many replicates, from the first on, need no visit any more.
int complete_replicates(const Plan& plan, const std::vector<Visit>& all,
                        const StoredVisits& stored);

/// The visits of `all` with replicates in [first, end), in their order.
std::vector<Visit> visits_of_replicates(const std::vector<Visit>& all, int first, int end);

} // namespace klp
