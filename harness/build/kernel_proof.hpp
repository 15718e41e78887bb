// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"
#include "build/kernel.hpp"
#include "model/axis.hpp"
#include "model/plan.hpp"
#include "model/toolchain.hpp"
#include "os/process.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace klp {

/// `count` of `units`, drawn without replacement by `seed`; all of them when there are no more. The
/// same with every standard library.
std::vector<std::string> draw_units(std::vector<std::string> units, int count, std::uint64_t seed);

/// Compiles units of a kernel that was built for `built` natively and by the equivalent, without
/// LTO, and compares the objects byte for byte. The units are drawn from those of the build, which
/// must still be there; no dump is written and no cost recorded. Errors are those of run_step.
Result<EquivalenceProof> prove_kernel_equivalence(const ProofRequest& request,
                                                  const KernelBuildRequest& built,
                                                  std::uint64_t seed, ProcessRunner& runner);

} // namespace klp
