// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/compiler_facts.hpp"
#include "model/experiment.hpp"
#include "model/plan.hpp"
#include "store/store.hpp"

#include <string>

namespace klp {

/// What the store keeps of a run before its first cell: the machine, the compilers, and a
/// fingerprint over everything that decides what is measured. `definition` is the text of the
/// experiment's file.
RunHeader describe_run(const Experiment& experiment, const Plan& plan, CompilerFacts& facts,
                       const std::string& definition, int jobs);

} // namespace klp
