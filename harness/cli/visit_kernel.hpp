// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"
#include "build/kernel.hpp"
#include "cli/visit_cell.hpp"
#include "model/plan.hpp"
#include "model/toolchain.hpp"
#include "model/visit.hpp"

#include <functional>
#include <string>
#include <vector>

namespace klp {

/// What a kernel cell yields: it is built once, and its replicates are boots of the one image, each
/// under a boot setting of its own (ADR 6).
struct KernelVisit {
    std::vector<VisitResult> visits;      ///< replicate 0 holds what is measured of the build
    std::vector<EquivalenceProof> proofs; ///< made on the tree of this build
    double busy_s = 0; ///< of the processors, while other programs ran: wall time of each, summed
};

struct KernelVisitRequest {
    std::size_t cell{}; ///< index into Plan::cells
    const KernelTools& tools;
    std::filesystem::path cache;
    std::vector<int> cpus;                      ///< make uses them all; boots have one each
    std::vector<const ProofRequest*> proofs;    ///< that are to be made on the way
    std::function<void(const std::string&)> on; ///< told what is going on
};

/// Builds, measures and boots a kernel cell, and removes the build. A kernel whose source or
/// configuration cannot be prepared is a failed build, with the reason. Errors are those of
/// visit_cell.
Result<KernelVisit> visit_kernel(const VisitSetting& setting, const KernelVisitRequest& request);

} // namespace klp
