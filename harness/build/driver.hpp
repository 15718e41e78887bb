// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"
#include "model/workload.hpp"
#include "os/process.hpp"

#include <filesystem>

namespace klp {

/// Compiles the suite's driver and the shared support code into a shared library under `cache`,
/// once per contents and C++ compiler, always with the same flags: the driver is never under the
/// configuration being judged. Returns the library.
Result<std::filesystem::path> build_driver(const Workload& workload,
                                           const std::filesystem::path& support,
                                           const std::filesystem::path& cache,
                                           ProcessRunner& runner);

} // namespace klp
