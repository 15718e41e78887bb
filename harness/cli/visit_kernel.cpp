// SPDX-License-Identifier: Apache-2.0
#include "cli/visit_kernel.hpp"

#include "build/initramfs.hpp"
#include "build/kernel_proof.hpp"
#include "build/kernel_tree.hpp"
#include "cli/watch_build.hpp"
#include "cli/worker_pool.hpp"
// BOOT #include "measure/boot.hpp"
#include "measure/measure.hpp"
#include "os/clock.hpp"
#include "os/file.hpp"

#include <fmt/format.h>

namespace klp {
namespace fs = std::filesystem;
namespace {

class KernelVisitor {
public:
    KernelVisitor(const VisitSetting& setting, const KernelVisitRequest& request)
        : m_setting(setting),
          m_request(request),
          m_cell(setting.plan.cells.at(request.cell)),
          m_workload(setting.experiment.workloads.at(m_cell.workload)) {}

    Result<KernelVisit> visit() {
        VisitResult& first = begin_visit(0);
        m_request.on("preparing the source of");
        const auto tree =
            prepare_kernel(m_workload, m_cell.flags.compiler, m_request.cache, m_setting.runner);
        if (!tree && tree.error().kind == ErrorKind::interrupted) {
            return tl::unexpected(tree.error());
        }
        if (!tree) {
            first.outcome = Outcome::build_failed;
            first.reason = tree.error().message;
            return finish();
        }
        const auto initramfs = build_initramfs(m_workload, m_request.cache, m_setting.runner);
        if (!initramfs) {
            return tl::unexpected(initramfs.error());
        }
        const auto folder = make_build_folder(m_setting, m_workload, {m_request.cell, 0});
        if (!folder) {
            return tl::unexpected(folder.error());
        }
        const KernelBuildRequest build{m_workload,     m_cell.flags,
                                       *tree,          m_request.tools,
                                       folder->path(), static_cast<int>(m_request.cpus.size())};
        KLP_TRY(build_and_measure(build, *initramfs));
        if (first.outcome == Outcome::ok) {
            KLP_TRY(prove(build));
            KLP_TRY(boot());
        }
        return finish();
    }

private:
    const VisitSetting& m_setting;
    const KernelVisitRequest& m_request;
    const PlannedCell& m_cell;
    const Workload& m_workload;
    Artifacts m_artifacts;
    KernelVisit m_result;

    VisitResult& begin_visit(int replicate) {
        VisitResult& visit = m_result.visits.emplace_back();
        visit.cell = m_cell.id;
        visit.replicate = replicate;
        visit.started = epoch_now();
        return visit;
    }

    KernelVisit finish() {
        m_result.visits.front().ended = epoch_now();
        for (VisitResult& visit : m_result.visits) {
            visit.diagnostic = bounded_diagnostic(visit.diagnostic);
        }
        return std::move(m_result);
    }

    Status build_and_measure(const KernelBuildRequest& request, const fs::path& initramfs) {
        Result<Build> build = [&] {
            const BuildWatch watch(request.folder / "processes.log", m_request.on);
            return build_kernel(request, m_setting.runner);
        }();
        if (!build) {
            return tl::unexpected(build.error());
        }
        VisitResult& first = m_result.visits.front();
        first.outcome = build->outcome;
        first.reason = std::move(build->reason);
        first.diagnostic = std::move(build->diagnostic);
        first.children_s = build->children_s;
        first.commands = std::move(build->commands);
        m_artifacts = std::move(build->artifacts);
        m_artifacts.kernel->initramfs = initramfs;
        if (first.outcome != Outcome::ok) {
            return {};
        }
        m_request.on("measuring the build of");
        return measure({m_workload, m_artifacts, m_setting.experiment.metrics,
                        m_setting.experiment.benchmark_min_time_s, std::nullopt},
                       m_setting.runner, first);
    }

    Status prove(const KernelBuildRequest& build) {
        for (const ProofRequest* request : m_request.proofs) {
            m_request.on("proving the equivalent of " + request->value + " with");
            Result<EquivalenceProof> proof = prove_kernel_equivalence(
                *request, build, m_setting.experiment.seed, m_setting.runner);
            if (!proof) {
                return tl::unexpected(proof.error());
            }
            m_result.proofs.push_back(std::move(*proof));
        }
        return {};
    }

    // The replicates differ in their boot setting, and only in that.
    Status boot() {
        m_request.on("booting");
        const auto count = static_cast<std::size_t>(m_setting.experiment.replicates);
        while (m_result.visits.size() < count) {
            begin_visit(static_cast<int>(m_result.visits.size()));
        }
        [[maybe_unused]] const KernelMachine& machine = m_workload.kernel->machine;
        const Status booted = for_each_on(
            m_request.cpus, count, [&](std::size_t i, [[maybe_unused]] std::optional<int> cpu) -> Status {
                VisitResult& visit = m_result.visits[i];
                visit.started = i == 0 ? visit.started : epoch_now();
                
#if 0
KLP_TRY(
                    measure_boot({m_workload, m_artifacts, machine.settings.at(i),
                                  m_setting.experiment.accelerator, m_setting.experiment.metrics,
                                  m_setting.experiment.benchmark_min_time_s, cpu},
                                 m_setting.runner, visit));
#endif
                visit.ended = epoch_now();
                return {};
            });
        return booted;
    }
};

} // namespace

Result<KernelVisit> visit_kernel(const VisitSetting& setting, const KernelVisitRequest& request) {
    return KernelVisitor(setting, request).visit();
}

} // namespace klp
