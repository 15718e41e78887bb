// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"
#include "model/axis.hpp"
#include "model/toolchain.hpp"
#include "os/process.hpp"

#include <filesystem>

namespace klp {

/// Builds our GCC plugin from `source` against the plugin headers of `identity`'s compiler, once
/// per compiler identity and source, under `cache`; returns the shared library. The error of
/// missing headers names the package to install.
Result<std::filesystem::path> build_plugin(const AxisValue& compiler,
                                           const CompilerIdentity& identity,
                                           const std::filesystem::path& source,
                                           const std::filesystem::path& cache,
                                           ProcessRunner& runner);

} // namespace klp
