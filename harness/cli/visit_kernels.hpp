// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"
#include "cli/budget.hpp"
#include "cli/installation.hpp"
#include "cli/progress.hpp"
#include "cli/run_experiment.hpp"
#include "cli/visit_cell.hpp"
#include "model/plan.hpp"
#include "store/store.hpp"
#include "toolchain/facts.hpp"

#include <vector>

namespace klp {

/// The part of a run that its kernels share.
struct KernelRun {
    const VisitSetting& setting;
    const RunRequest& request;
    const Installation& installation;
    InstalledCompilers& facts;
    RunAccount& account;
    Budget& budget;
};

/// Visits the kernel cells of `open` one after another, each on all processors, and stores each as
/// it ends, until the budget is spent; each is a block. The proofs of `proofs` are made on the
/// first tree that serves for them.
Status visit_kernels(const KernelRun& run, const std::vector<Visit>& open,
                     std::vector<const ProofRequest*> proofs, Store& store, Progress& progress);

} // namespace klp
