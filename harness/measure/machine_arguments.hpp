// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/artifacts.hpp"
#include "model/experiment.hpp"
#include "model/kernel_workload.hpp"

#include <string>
#include <vector>

namespace klp {

/// One boot of one image.
struct MachineRun {
    const KernelMachine& machine;
    const KernelArtifacts& kernel;
    BootSetting setting;
    Accelerator accelerator = Accelerator::tcg;
    double benchmark_min_time_s = 0.01;
    bool diagnosis = false; ///< let the kernel say what it does
};

/// The argv of the emulator: what the workload says of the machine, and what the metrics stand on.
/// Under `tcg`, one guest instruction is one nanosecond of virtual time (-icount shift=0), and a
/// host that is late is not waited for nor caught up with (align=off); a processor that halts makes
/// the virtual clock jump to its next event (sleep=off).
std::vector<std::string> machine_arguments(const MachineRun& run);

/// The kernel's command line: the workload's, padding of the setting's length, and after "--" what
/// is meant for init.
std::string kernel_command_line(const MachineRun& run);

} // namespace klp
