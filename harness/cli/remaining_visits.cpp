// SPDX-License-Identifier: Apache-2.0
#include "cli/remaining_visits.hpp"

#include <algorithm>
#include <iterator>

namespace klp {

Result<StoredVisits> stored_visits(Store& store, std::int64_t run) {
    auto finished = store.finished_visits(run);
    auto failed = store.failed_cells(run);
    if (!finished || !failed) {
        return tl::unexpected(!finished ? finished.error() : failed.error());
    }
    return StoredVisits{std::move(*finished), std::move(*failed)};
}

std::vector<Visit> remaining_visits(const Plan& plan, const std::vector<Visit>& all,
                                    const StoredVisits& stored) {
    std::vector<Visit> open;
    std::copy_if(all.begin(), all.end(), std::back_inserter(open), [&](const Visit& visit) {
        const std::string& cell = plan.cells.at(visit.cell).id;
        return !stored.finished.contains({cell, visit.replicate}) && !stored.failed.contains(cell);
    });
    return open;
}

int complete_replicates(const Plan& plan, const std::vector<Visit>& all,
                        const StoredVisits& stored) {
    int complete = 0;
    for (const Visit& visit : all) {
        complete = std::max(complete, visit.replicate + 1);
    }
    for (const Visit& visit : remaining_visits(plan, all, stored)) {
        complete = std::min(complete, visit.replicate);
    }
    return complete;
}

std::vector<Visit> visits_of_replicates(const std::vector<Visit>& all, int first, int end) {
    std::vector<Visit> chosen;
    std::copy_if(all.begin(), all.end(), std::back_inserter(chosen), [&](const Visit& visit) {
        return visit.replicate >= first && visit.replicate < end;
    });
    return chosen;
}

} // namespace klp
