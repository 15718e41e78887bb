// SPDX-License-Identifier: Apache-2.0
//
// A built kernel is booted in a virtual machine, where kbench (workloads/kernels/linux/kbench) is
// its whole user space.
#pragma once

#include "base/result.hpp"
#include "model/artifacts.hpp"
#include "model/experiment.hpp"
#include "model/visit.hpp"
#include "model/workload.hpp"
#include "os/process.hpp"

#include <optional>
#include <string>

namespace klp {

struct BootRequest {
    const Workload& workload;   ///< a kernel
    const Artifacts& artifacts; ///< with `kernel`
    BootSetting setting;
    Accelerator accelerator = Accelerator::tcg;
    double benchmark_min_time_s = 0.01; ///< of the guest's clock
    std::optional<int> cpu;             ///< the processor that the emulator stays on
    std::string no_accelerator;         ///< why it cannot be used here (probe_kvm); empty if it can
};

/// Boots once and fills outcome, reason, diagnostic and samples of `visit`, and adds to its
/// children_s and commands:
///   boot.instructions                 (tcg) virtual nanoseconds, which are guest instructions plus
///                                     halted time, from power-on to the first instruction of init
///   runtime.kbench.NAME.instructions  (tcg) an iteration
///   runtime.kbench.NAME.cpu_ns        (kvm) an iteration, by the guest's clock
/// A benchmark that the kernel was built without is a skipped sample with kbench's words. A kernel
/// that panics, hangs or talks nonsense is an outcome: its reason names the function or initcall
/// that it stopped in, for which a kernel that did not reach user space is booted once more with
/// its diagnosis words. With `no_accelerator` nothing is booted and the metrics are skipped with
/// that reason. An error means that the boot could not be judged: the user interrupted it, the
/// emulator is missing, the disk is full.
Status measure_boot(const BootRequest& request, ProcessRunner& runner, VisitResult& visit);

} // namespace klp
