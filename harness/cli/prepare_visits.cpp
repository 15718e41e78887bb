// SPDX-License-Identifier: Apache-2.0
#include "cli/prepare_visits.hpp"

#include "build/driver.hpp"
#include "build/link_shims.hpp"
#include "cli/worker_pool.hpp"

#include <mutex>
#include <set>

namespace klp {

Status prepare_visits(const RunRequest& request, const Installation& installation,
                      const std::vector<Visit>& visits, VisitSetting& setting) {
    const std::filesystem::path cache = cache_folder(request.database);
    std::set<std::size_t> workloads;
    for (const Visit& visit : visits) {
        const PlannedCell& cell = setting.plan.cells.at(visit.cell);
        if (!request.experiment.workloads.at(cell.workload).kernel) {
            workloads.insert(cell.workload);
        }
        const std::string& compiler = cell.flags.compiler;
        if (!setting.shims.contains(compiler)) {
            const auto shims =
                make_link_shims(compiler, installation.recorder, cache, setting.runner);
            if (!shims) {
                return tl::unexpected(shims.error());
            }
            setting.shims.emplace(compiler, *shims);
        }
    }
    const std::vector<std::size_t> order(workloads.begin(), workloads.end());
    std::mutex mutex;
    return for_each_on(
        request.cpus, order.size(), [&](std::size_t i, std::optional<int>) -> Status {
            const Workload& workload = request.experiment.workloads.at(order[i]);
            const auto driver = build_driver(workload, installation.support, cache, setting.runner);
            if (!driver) {
                return tl::unexpected(driver.error());
            }
            const std::lock_guard lock(mutex);
            setting.drivers.emplace(order[i], *driver);
            return {};
        });
}

} // namespace klp
