// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"
#include "model/axis.hpp"
#include "model/toolchain.hpp"
#include "os/process.hpp"

namespace klp {

/// Finds the compiler and reads who it is: version, target, linker, and a SHA-256 over the
/// contents of the programs that make code (driver, cc1, lto1, assembler, linker, LTO plugin). The
/// error of a missing compiler names the package to install.
Result<CompilerIdentity> identify_compiler(const AxisValue& compiler, ProcessRunner& runner);

} // namespace klp
