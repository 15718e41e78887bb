// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/compiler_facts.hpp"
#include "model/experiment.hpp"
#include "model/plan.hpp"

namespace klp {

/// Every cell of the experiment: workload by workload, the values of the last axis changing
/// fastest. A cell that is not planned has its reason, and the compiler's words where it refused;
/// so has a cell with an axis that is `equivalent`. `facts` is asked each question once.
Plan make_plan(const Experiment& experiment, CompilerFacts& facts);

} // namespace klp
