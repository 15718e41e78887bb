// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"
#include "build/kernel_tree.hpp"
#include "build/step.hpp"
#include "model/plan.hpp"
#include "model/workload.hpp"
#include "os/process.hpp"

#include <filesystem>

namespace klp {

/// The programs that stand for the compiler and the linker, and what they need.
struct KernelTools {
    std::filesystem::path compiler_wrapper; ///< klpbench-kcc
    std::filesystem::path linker_wrapper;   ///< klpbench-kld
    std::filesystem::path plugin;           ///< our GCC plugin; empty when the compiler takes none
    std::filesystem::path link_shims;       ///< for -B at the LTO link
};

struct KernelBuildRequest {
    const Workload& workload;
    const BuildFlags& flags;
    const KernelTree& tree;
    const KernelTools& tools;
    std::filesystem::path folder; ///< takes everything that is made
    int jobs = 1;                 ///< make's -j, and -flto's
};

/// The object tree of a kernel built in `folder`; the log of its units is beside it.
std::filesystem::path kernel_objects(const std::filesystem::path& folder);
std::filesystem::path kernel_units(const std::filesystem::path& folder);

/// Writes the settings of the wrappers for `request` to `file`.
Status write_kbuild_settings(const KernelBuildRequest& request, const std::filesystem::path& file);

/// Builds one configuration of the kernel out of tree. A build that fails names the unit whose
/// compile failed, or the link. Errors are those of run_step.
Result<Build> build_kernel(const KernelBuildRequest& request, ProcessRunner& runner);

} // namespace klp
