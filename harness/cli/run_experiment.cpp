// SPDX-License-Identifier: Apache-2.0
#include "cli/run_experiment.hpp"

#include "build/layout.hpp"
#include "cli/budget.hpp"
#include "cli/looks.hpp"
#include "cli/prepare_visits.hpp"
#include "cli/progress.hpp"
#include "cli/remaining_visits.hpp"
#include "cli/run_identity.hpp"
#include "cli/visit_cell.hpp"
#include "cli/visit_kernels.hpp"
#include "cli/visit_suites.hpp"
#include "cli/worker_pool.hpp"
#include "model/metric.hpp"
#include "os/clock.hpp"
#include "os/file.hpp"
#include "os/interrupt.hpp"
#include "plan/add_controls.hpp"
#include "plan/keep_cells.hpp"
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
          m_plan(make_plan(request.experiment, m_facts)),
          m_budget(request.budget_s, monotonic_now()) {
        if (!request.only.empty()) {
            keep_cells(m_plan, request.only);
        }
        add_controls(m_plan, request.experiment);
        add_pinned(m_plan, request.experiment, request.pinned_twins);
        m_account.jobs = request.cpus.size();
    }

    Result<RunAccount> go(Store& store) {
        KLP_TRY(check_plan());
        KLP_TRY(enter(store));
        KLP_TRY(prove(store));
        KLP_TRY(visit(store));
        if (!m_account.unfinished) {
            KLP_TRY(store.finish_run(m_account.run_id, iso_time(epoch_now()), m_stopped));
        }
        return m_account;
    }

private:
    const RunRequest& m_request;
    const Installation& m_installation;
    ProcessRunner& m_runner;
    InstalledCompilers m_facts;
    Plan m_plan;
    RunAccount m_account;
    Budget m_budget;
    std::string m_stopped; ///< why the run ends before all its replicates
    std::vector<const ProofRequest*> m_kernel_proofs; ///< not made yet
    std::mutex m_mutex;                               ///< guards the store while proofs are made

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
        const std::string purpose =
            m_request.purpose.empty() ? "" : "# " + m_request.purpose + "\n";
        const RunHeader header =
            describe_run(m_request.experiment, m_plan, m_facts, purpose + *definition,
                         static_cast<int>(m_account.jobs));
        Result<std::optional<std::int64_t>> known =
            store.find_run(header.experiment, header.fingerprint);
        if (!known) {
            return tl::unexpected(known.error());
        }
        if (m_request.fresh && *known != m_request.goes_on) {
            known->reset();
        }
        const Result<std::int64_t> run =
            *known ? Result<std::int64_t>(**known) : store.begin_run(header);
        if (!run) {
            return tl::unexpected(run.error());
        }
        m_account.run_id = *run;
        if (m_request.entered) {
            KLP_TRY(m_request.entered(store, *run));
        }
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

    // Kernels make all their boots in the first step: their counts do not come in by and by.
    Status visit(Store& store) {
        const Experiment& experiment = m_request.experiment;
        const Result<StoredVisits> stored = stored_visits(store, m_account.run_id);
        if (!stored) {
            return tl::unexpected(stored.error());
        }
        const std::vector<Visit> all = order_visits(m_plan, experiment.replicates, experiment.seed);
        std::vector<Visit> open = remaining_visits(m_plan, all, *stored);
        m_account.found = all.size() - open.size();
        const auto kernels =
            std::stable_partition(open.begin(), open.end(), [this](const Visit& visit) {
                return !is_kernel(m_plan.cells.at(visit.cell).workload);
            });
        const std::vector<Visit> suite_visits(open.begin(), kernels);
        const std::vector<Visit> boots(kernels, open.end());

        const Result<TemporaryFolder> objects = layout_folder();
        if (!objects) {
            return tl::unexpected(objects.error());
        }
        LayoutLinker layouts(objects->path(), read_code_sections, m_runner);
        VisitSetting setting{experiment,
                             m_plan,
                             m_runner,
                             work_folder(m_request.database),
                             {},
                             {},
                             m_request.keep_builds,
                             m_request.counting,
                             runs_images() ? &layouts : nullptr};
        Progress progress(m_account.found, all.size(), experiment.design.looks > 1);
        SuiteVisitor suites(setting, m_request, m_account, m_budget, store, progress);
        KLP_TRY(prepare_visits(m_request, m_installation, open, setting));
        const double start = monotonic_now();
        int first = 0;
        for (const int end : schedule()) {
            const std::vector<Visit> step = visits_of_replicates(suite_visits, first, end);
            KLP_TRY(suites.visit(into_blocks(m_plan, step)));
            if (first == 0 && !m_budget.is_spent()) {
                KLP_TRY(visit_kernels(
                    {setting, m_request, m_installation, m_facts, m_account, m_budget}, boots,
                    m_kernel_proofs, store, progress));
            }
            m_account.wall_s = monotonic_now() - start;
            if (m_budget.is_spent()) {
                return note_unfinished(store, all);
            }
            if (end < experiment.replicates) {
                const Result<bool> decided = look(store, end, progress);
                if (!decided || *decided) {
                    return decided ? Status() : tl::unexpected(decided.error());
                }
            }
            first = end;
        }
        return {};
    }

    // The replicates after which there is a look, or the end.
    [[nodiscard]] std::vector<int> schedule() const {
        const int replicates = m_request.experiment.replicates;
        const bool has_suites =
            std::any_of(m_plan.cells.begin(), m_plan.cells.end(),
                        [this](const PlannedCell& cell) { return !is_kernel(cell.workload); });
        return has_suites ? look_schedule(replicates, m_request.experiment.design.looks)
                          : std::vector<int>{replicates};
    }

    [[nodiscard]] bool runs_images() const {
        return may_select_family(m_request.experiment.metrics, "runtime.");
    }

    [[nodiscard]] bool is_kernel(std::size_t workload) const {
        return m_request.experiment.workloads.at(workload).kernel.has_value();
    }

    [[nodiscard]] Result<TemporaryFolder> layout_folder() const {
        Result<TemporaryFolder> folder =
            TemporaryFolder::make(work_folder(m_request.database), ".layouts-");
        if (folder && m_request.keep_builds) {
            folder->keep();
        }
        return folder;
    }

    Status note_unfinished(Store& store, const std::vector<Visit>& all) {
        const Result<StoredVisits> stored = stored_visits(store, m_account.run_id);
        if (!stored) {
            return tl::unexpected(stored.error());
        }
        m_account.unfinished = true;
        m_account.replicates = complete_replicates(m_plan, all, *stored);
        return {};
    }

    // True when the run may stop after `replicates` replicates.
    Result<bool> look(Store& store, int replicates, Progress& progress) {
        Result<RunResult> run = store.load_run(m_account.run_id);
        if (!run) {
            return tl::unexpected(run.error());
        }
        const Look look = look_at(first_replicates(std::move(*run), replicates));
        if (look.index == 0 || !look.undecided.empty()) {
            progress.say(
                look.index == 0
                    ? fmt::format("after {} replicates there is nothing to look at yet", replicates)
                    : undecided_text(look));
            return false;
        }
        m_stopped = decided_text(look);
        progress.say(m_stopped);
        return true;
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
