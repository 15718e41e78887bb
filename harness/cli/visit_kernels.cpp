// SPDX-License-Identifier: Apache-2.0
#include "cli/visit_kernels.hpp"

#include "cli/visit_kernel.hpp"
#include "os/clock.hpp"
#include "os/interrupt.hpp"

#include <algorithm>
#include <map>
#include <mutex>

namespace klp {
namespace {

Result<KernelTools> tools_for(const KernelRun& run, const PlannedCell& cell) {
    const std::string name = cell.configuration.get(compiler_axis);
    for (const ExperimentAxis& axis : run.request.experiment.axes) {
        for (const AxisValue& value : axis.axis.values) {
            if (axis.axis.name != compiler_axis || value.name != name) {
                continue;
            }
            const Result<std::filesystem::path> plugin = run.facts.plugin(value);
            if (!plugin) {
                return tl::unexpected(plugin.error());
            }
            return KernelTools{run.installation.kernel_compiler, run.installation.kernel_linker,
                               *plugin, run.setting.shims.at(cell.flags.compiler)};
        }
    }
    return failure("the experiment has no compiler " + name);
}

// A tree serves for what its own compiler is to prove.
bool serves_for(const PlannedCell& cell, const ProofRequest& proof) {
    return proof.workload == cell.workload &&
           proof.others.get(compiler_axis) == cell.configuration.get(compiler_axis);
}

Status keep(const KernelVisit& visit, RunAccount& account, Store& store) {
    for (const EquivalenceProof& proof : visit.proofs) {
        KLP_TRY(store.add_proof(account.run_id, proof));
    }
    KLP_TRY(store.add_visits(account.run_id, visit.visits));
    account.children_s += visit.busy_s;
    account.visits += visit.visits.size();
    return {};
}

} // namespace

Status visit_kernels(const KernelRun& run, const std::vector<Visit>& open,
                     std::vector<const ProofRequest*> proofs, Store& store, Progress& progress) {
    std::map<std::size_t, std::size_t> visits; // of each cell
    std::vector<std::size_t> order;
    for (const Visit& visit : open) {
        if (visits[visit.cell]++ == 0) {
            order.push_back(visit.cell);
        }
    }
    std::mutex mutex; // a build is watched from another thread
    for (const std::size_t index : order) {
        if (interrupt_requested()) {
            return interrupted();
        }
        const double start = monotonic_now();
        if (!run.budget.allows(start)) {
            return {};
        }
        const PlannedCell& cell = run.setting.plan.cells.at(index);
        const Result<KernelTools> tools = tools_for(run, cell);
        if (!tools) {
            return tl::unexpected(tools.error());
        }
        const auto served =
            std::stable_partition(proofs.begin(), proofs.end(), [&cell](const ProofRequest* proof) {
                return !serves_for(cell, *proof);
            });
        const KernelVisitRequest request{index,
                                         *tools,
                                         cache_folder(run.request.database),
                                         run.request.cpus,
                                         {served, proofs.end()},
                                         [&](const std::string& what) {
                                             const std::lock_guard lock(mutex);
                                             progress.running(what + " " + cell.id);
                                         }};
        const Result<KernelVisit> visit = visit_kernel(run.setting, request);
        if (!visit) {
            return tl::unexpected(visit.error());
        }
        KLP_TRY(keep(*visit, run.account, store));
        if (!visit->proofs.empty()) {
            proofs.erase(served, proofs.end());
        }
        run.budget.add_block(monotonic_now() - start);
        progress.finished(visits.at(index));
    }
    return {};
}

} // namespace klp
