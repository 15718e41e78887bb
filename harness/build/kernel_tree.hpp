// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"
#include "model/workload.hpp"
#include "os/process.hpp"

#include <filesystem>
#include <string>

namespace klp {

/// What the building of a kernel begins with.
struct KernelTree {
    std::filesystem::path source;        ///< the source tree, which no build writes to
    std::filesystem::path configuration; ///< a .config that every symbol of the fragment stuck in
};

/// Unpacks the kernel's source under `cache`, once per contents, and makes its configuration with
/// the compiler at `compiler`, once per source, fragment and compiler. An error says what is wrong
/// with the package, the archive or the fragment; it is the same for every cell of the workload.
Result<KernelTree> prepare_kernel(const Workload& workload, const std::string& compiler,
                                  const std::filesystem::path& cache, ProcessRunner& runner);

/// The first line of `fragment` that `configuration`, the text of a .config, does not hold, with
/// its line number and what became of the symbol; empty when all hold.
std::string unmet_symbol(const std::string& fragment, const std::string& configuration);

} // namespace klp
