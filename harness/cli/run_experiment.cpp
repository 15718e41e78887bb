// SPDX-License-Identifier: Apache-2.0
#include "cli/run_experiment.hpp"

#include "build/driver.hpp"
#include "build/link_shims.hpp"
#include "cli/progress.hpp"
#include "cli/run_identity.hpp"
#include "cli/visit_cell.hpp"
#include "cli/visit_kernels.hpp"
#include "cli/worker_pool.hpp"
#include "os/clock.hpp"
#include "os/file.hpp"
#include "os/interrupt.hpp"
#include "plan/make_plan.hpp"
#include "plan/order_visits.hpp"
#include "store/store.hpp"
#include "toolchain/equivalence.hpp"
#include "toolchain/facts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <mutex>
#include <set>

namespace klp {
namespace {

class ExperimentRun {
public:
    ExperimentRun(const RunRequest& request, const Installation& installation,
                  ProcessRunner& runner)
        : m_request(request),
          m_installation(installation),
          m_runner(runner),
          m_facts(runner, installation.plugin_source, cache_folder(request.database)),
          m_plan(make_plan(request.experiment, m_facts)) {
        m_account.jobs = request.cpus.size();
    }

    Result<RunAccount> go(Store& store) {
        KLP_TRY(check_plan());
        KLP_TRY(enter(store));
        KLP_TRY(prove(store));
        KLP_TRY(visit(store));
        KLP_TRY(store.finish_run(m_account.run_id, iso_time(epoch_now())));
        return m_account;
    }

private:
    const RunRequest& m_request;
    const Installation& m_installation;
    ProcessRunner& m_runner;
    InstalledCompilers m_facts;
    Plan m_plan;
    RunAccount m_account;
    std::vector<const ProofRequest*> m_kernel_proofs; ///< not made yet
    std::mutex m_mutex;                               ///< guards the store and the progress display

    // A compiler that could not answer because the user stopped it, or because the disk was full,
    // seems to refuse; that must not become an outcome.
    [[nodiscard]] Status check_plan() const {
        if (interrupt_requested()) {
            return interrupted();
        }
        const std::string full = std::strerror(ENOSPC);
        const bool was_full =
            std::any_of(m_plan.cells.begin(), m_plan.cells.end(), [&full](const auto& cell) {
                return cell.status == CellStatus::unsupported &&
                       (cell.reason + cell.diagnostic).find(full) != std::string::npos;
            });
        return was_full ? Status(failure(fmt::format("asking the compilers: no space left in {} or "
                                                     "for temporary files: free some and run the "
                                                     "same command again",
                                                     cache_folder(m_request.database).string())))
                        : Status();
    }

    // Finds the unfinished or finished run of the same thing, or begins one.
    Status enter(Store& store) {
        const Result<std::string> definition = read_file(m_request.experiment.file);
        if (!definition) {
            return tl::unexpected(definition.error());
        }
        const RunHeader header = describe_run(m_request.experiment, m_plan, m_facts, *definition,
                                              static_cast<int>(m_account.jobs));
        Result<std::optional<std::int64_t>> known =
            m_request.fresh ? std::optional<std::int64_t>()
                            : store.find_run(header.experiment, header.fingerprint);
        if (!known) {
            return tl::unexpected(known.error());
        }
        const Result<std::int64_t> run =
            *known ? Result<std::int64_t>(**known) : store.begin_run(header);
        if (!run) {
            return tl::unexpected(run.error());
        }
        m_account.run_id = *run;
        KLP_TRY(store.add_cells(*run, m_plan, m_request.experiment));
        for (const Probe& probe : m_facts.probes()) {
            KLP_TRY(store.add_probe(*run, probe));
        }
        return {};
    }

    Status prove(Store& store) {
        const Result<RunResult> stored = store.load_run(m_account.run_id);
        if (!stored) {
            return tl::unexpected(stored.error());
        }
        std::vector<const ProofRequest*> open;
        for (const ProofRequest& proof : m_plan.proofs) {
            if (is_stored(proof, stored->proofs)) {
                continue;
            }
            // A kernel's units can be compiled once a tree of it is built.
            (is_kernel(proof.workload) ? m_kernel_proofs : open).push_back(&proof);
        }
        return for_each_on(
            m_request.cpus, open.size(), [&](std::size_t i, std::optional<int> cpu) -> Status {
                const Workload& workload = m_request.experiment.workloads.at(open[i]->workload);
                const Result<EquivalenceProof> proof = prove_equivalence(
                    *open[i], workload, m_runner, work_folder(m_request.database), cpu);
                if (!proof) {
                    return tl::unexpected(proof.error());
                }
                const std::lock_guard lock(m_mutex);
                return store.add_proof(m_account.run_id, *proof);
            });
    }

    bool is_stored(const ProofRequest& request, const std::vector<EquivalenceProof>& stored) {
        const Workload& workload = m_request.experiment.workloads.at(request.workload);
        return std::any_of(stored.begin(), stored.end(), [&](const EquivalenceProof& proof) {
            return proof.compiler == request.others.get(compiler_axis) &&
                   proof.axis == request.axis && proof.value == request.value &&
                   proof.workload == workload.name &&
                   proof.others == request.others.without(compiler_axis).text();
        });
    }

    Status visit(Store& store) {
        const auto finished = store.finished_visits(m_account.run_id);
        const auto failed = store.failed_cells(m_account.run_id);
        if (!finished || !failed) {
            return tl::unexpected(!finished ? finished.error() : failed.error());
        }
        const std::vector<Visit> all =
            order_visits(m_plan, m_request.experiment.replicates, m_request.experiment.seed);
        std::vector<Visit> open;
        for (const Visit& visit : all) {
            const std::string& cell = m_plan.cells.at(visit.cell).id;
            if (!finished->contains({cell, visit.replicate}) && !failed->contains(cell)) {
                open.push_back(visit);
            }
        }
        m_account.found = all.size() - open.size();
        if (open.empty()) {
            return {};
        }
        VisitSetting setting{
            m_request.experiment, m_plan, m_runner, work_folder(m_request.database), {}, {},
            m_request.keep_builds};
        setting.counting = m_request.counting;
        KLP_TRY(prepare(setting, open));
        Progress progress(m_account.found, all.size());
        const auto kernels =
            std::stable_partition(open.begin(), open.end(), [this](const Visit& visit) {
                return !is_kernel(m_plan.cells.at(visit.cell).workload);
            });
        const double start = monotonic_now();
        Status done = visit_suites(setting, store, {open.begin(), kernels}, progress);
        if (done) {
            done = visit_kernels({setting, m_request, m_installation, m_facts, m_account},
                                 {kernels, open.end()}, m_kernel_proofs, store, progress);
        }
        m_account.wall_s = monotonic_now() - start;
        return done;
    }

    [[nodiscard]] bool is_kernel(std::size_t workload) const {
        return m_request.experiment.workloads.at(workload).kernel.has_value();
    }

    // One worker a processor.
    Status visit_suites(const VisitSetting& setting, Store& store, const std::vector<Visit>& open,
                        Progress& progress) {
        std::set<std::string> failed; // a cell that failed once is not tried again
        return for_each_on(m_request.cpus, open.size(),
                           [&](std::size_t i, std::optional<int> cpu) -> Status {
                               const std::string& cell = m_plan.cells.at(open[i].cell).id;
                               {
                                   const std::lock_guard lock(m_mutex);
                                   if (failed.contains(cell)) {
                                       progress.finished();
                                       return {};
                                   }
                                   progress.running(cell);
                               }
                               const Result<VisitResult> result = visit_cell(setting, open[i], cpu);
                               if (!result) {
                                   return tl::unexpected(result.error());
                               }
                               const std::lock_guard lock(m_mutex);
                               KLP_TRY(store.add_visit(m_account.run_id, *result));
                               ++m_account.visits;
                               m_account.children_s += result->children_s;
                               if (result->outcome != Outcome::ok) {
                                   failed.insert(cell);
                               }
                               progress.finished();
                               return {};
                           });
    }

    // Compiles the drivers and makes the link shims that the open visits need.
    Status prepare(VisitSetting& setting, const std::vector<Visit>& open) {
        std::set<std::size_t> workloads;
        for (const Visit& visit : open) {
            const PlannedCell& cell = m_plan.cells.at(visit.cell);
            if (!is_kernel(cell.workload)) {
                workloads.insert(cell.workload);
            }
            const std::string& compiler = cell.flags.compiler;
            if (!setting.shims.contains(compiler)) {
                const auto shims = make_link_shims(compiler, m_installation.recorder,
                                                   cache_folder(m_request.database), m_runner);
                if (!shims) {
                    return tl::unexpected(shims.error());
                }
                setting.shims.emplace(compiler, *shims);
            }
        }
        const std::vector<std::size_t> order(workloads.begin(), workloads.end());
        return for_each_on(
            m_request.cpus, order.size(), [&](std::size_t i, std::optional<int>) -> Status {
                const Workload& workload = m_request.experiment.workloads.at(order[i]);
                const auto driver = build_driver(workload, m_installation.support,
                                                 cache_folder(m_request.database), m_runner);
                if (!driver) {
                    return tl::unexpected(driver.error());
                }
                const std::lock_guard lock(m_mutex);
                setting.drivers.emplace(order[i], *driver);
                return {};
            });
    }
};

} // namespace

Result<RunAccount> run_experiment(const RunRequest& request, const Installation& installation,
                                  ProcessRunner& runner) {
    // The store comes first: a results folder that cannot be written must not cost a probe.
    Result<Store> store = Store::open(request.database);
    if (!store) {
        return tl::unexpected(store.error());
    }
    const std::filesystem::path lock_file = request.database.string() + ".lock";
    const Result<std::optional<FileLock>> lock = FileLock::try_lock(lock_file);
    if (!lock) {
        return tl::unexpected(lock.error());
    }
    if (!*lock) {
        return failure(fmt::format("{} is in use by another klpbench run: wait for it, or give "
                                   "another --db",
                                   request.database.string()));
    }
    // What a killed run left half built.
    std::error_code ignored;
    if (!request.keep_builds) {
        std::filesystem::remove_all(work_folder(request.database), ignored);
    }
    return ExperimentRun(request, installation, runner).go(*store);
}

} // namespace klp
