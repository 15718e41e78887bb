// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"
#include "model/workload.hpp"
#include "os/process.hpp"

#include <filesystem>

namespace klp {

/// The user space that a kernel workload boots into: an uncompressed archive of kbench (compiled
/// from the workload's kbench folder), its /init (from kbench/init), and the shared libraries that
/// kbench needs, at the paths they have here. Nothing of it is ever under the configuration being
/// judged. Kept under `cache` by contents, so that the same sources, compiler and libraries give
/// the same file. Precondition: the workload is a kernel. An error says what to install or which
/// source does not compile.
Result<std::filesystem::path> build_initramfs(const Workload& workload,
                                              const std::filesystem::path& cache,
                                              ProcessRunner& runner);

} // namespace klp
