// SPDX-License-Identifier: Apache-2.0
#include "cli/visit_kernel.hpp"

#include "build/initramfs.hpp"
#include "build/kernel_proof.hpp"
#include "build/kernel_tree.hpp"
#include "cli/watch_build.hpp"
#include "cli/worker_pool.hpp"
#include "measure/boot.hpp"
#include "measure/kvm.hpp"
#include "measure/measure.hpp"
#include "os/clock.hpp"
#include "os/file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace klp {
namespace fs = std::filesystem;
namespace {

// A full disk or the user's wish to stop must not become an outcome.
bool says_nothing_of_the_kernel(const Error& error) {
    return error.kind == ErrorKind::interrupted ||
           error.message.find(std::strerror(ENOSPC)) != std::string::npos;
}

class KernelVisitor {
public:
    KernelVisitor(const VisitSetting& setting, const KernelVisitRequest& request)
        : m_setting(setting),
          m_request(request),
          m_cell(setting.plan.cells.at(request.cell)),
          m_workload(setting.experiment.workloads.at(m_cell.workload)) {}

    Result<KernelVisit> visit() {
        VisitResult& first = begin_visit(0);
        const KernelMachine& machine = m_workload.kernel->machine;
        if (!find_program(machine.emulator)) { // before anything is built in vain
            first.outcome = Outcome::run_failed;
            first.reason = machine.emulator + " is not installed" +
                           (machine.package.empty() ? "" : ": apt-get install " + machine.package);
            return finish();
        }
        m_request.on("preparing the source of");
        const auto tree =
            prepare_kernel(m_workload, m_cell.flags.compiler, m_request.cache, m_setting.runner);
        if (!tree && says_nothing_of_the_kernel(tree.error())) {
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
            m_result.busy_s += visit.children_s;
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
        // make has every processor; its wall time is counted once in finish().
        m_result.busy_s += build->children_s * static_cast<double>(m_request.cpus.size() - 1);
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
        const double start = monotonic_now();
        for (const ProofRequest* request : m_request.proofs) {
            m_request.on("proving the equivalent of " + request->value + " with");
            Result<EquivalenceProof> proof = prove_kernel_equivalence(
                *request, build, m_setting.experiment.seed, m_setting.runner);
            if (!proof) {
                return tl::unexpected(proof.error());
            }
            m_result.proofs.push_back(std::move(*proof));
        }
        m_result.busy_s += (monotonic_now() - start) * static_cast<double>(m_request.cpus.size());
        return {};
    }

    // The replicates differ in their boot setting, and only in that. What counts instructions may
    // run beside others of its kind; what takes time runs alone.
    Status boot() {
        m_request.on("booting");
        std::vector<int> cpus = m_request.cpus;
        std::string no_accelerator;
        if (m_setting.experiment.accelerator == Accelerator::kvm) {
            cpus.resize(1);
            Result<std::string> unusable = probe_kvm(m_workload.kernel->machine.emulator,
                                                     m_artifacts.folder, m_setting.runner);
            if (!unusable) {
                return tl::unexpected(unusable.error());
            }
            no_accelerator = std::move(*unusable);
        }
        while (std::ssize(m_result.visits) < m_setting.experiment.replicates) {
            begin_visit(static_cast<int>(m_result.visits.size()));
        }
        return for_each_on(cpus, m_result.visits.size(),
                           [&](std::size_t replicate, std::optional<int> cpu) {
                               return boot_once(replicate, cpu, no_accelerator);
                           });
    }

    Status boot_once(std::size_t replicate, std::optional<int> cpu,
                     const std::string& no_accelerator) {
        VisitResult& visit = m_result.visits[replicate];
        visit.started = replicate == 0 ? visit.started : epoch_now();
        KLP_TRY(measure_boot({m_workload, m_artifacts,
                              m_workload.kernel->machine.settings.at(replicate),
                              m_setting.experiment.accelerator,
                              m_setting.experiment.benchmark_min_time_s, cpu, no_accelerator},
                             m_setting.runner, visit));
        std::erase_if(visit.samples, [this](const Sample& sample) {
            return !selects_metric(m_setting.experiment.metrics, sample.metric);
        });
        visit.ended = epoch_now();
        return m_setting.keep_builds ? keep_command(visit) : Status();
    }

    // A kept build can be booted again, by hand: an argument a line. There may have been no boot.
    Status keep_command(const VisitResult& visit) {
        const std::string& emulator = m_workload.kernel->machine.emulator;
        const auto boot = std::find_if(
            visit.commands.begin(), visit.commands.end(),
            [&emulator](const auto& argv) { return !argv.empty() && argv.front() == emulator; });
        if (boot == visit.commands.end()) {
            return {};
        }
        std::string lines;
        for (const std::string& argument : *boot) {
            lines += argument + "\n";
        }
        return write_file(
            m_artifacts.folder.parent_path() / fmt::format("boot-{}.argv", visit.replicate), lines);
    }
};

} // namespace

Result<KernelVisit> visit_kernel(const VisitSetting& setting, const KernelVisitRequest& request) {
    return KernelVisitor(setting, request).visit();
}

} // namespace klp
