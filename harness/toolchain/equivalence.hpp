// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"
#include "model/experiment.hpp"
#include "model/plan.hpp"
#include "model/toolchain.hpp"
#include "os/process.hpp"

#include <filesystem>
#include <optional>

namespace klp {

/// Compiles every translation unit of the workload without LTO both ways, natively and by the
/// equivalent realisation, and compares the objects byte for byte. A unit that fails to compile
/// either way counts as unequal, with the reason. `scratch` takes the objects for the while.
Result<EquivalenceProof> prove_equivalence(const ProofRequest& request, const Workload& workload,
                                           ProcessRunner& runner,
                                           const std::filesystem::path& scratch,
                                           std::optional<int> cpu);

} // namespace klp
