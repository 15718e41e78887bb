// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/compiler_facts.hpp"
#include "model/experiment.hpp"
#include "model/plan.hpp"

#include <map>
#include <string>
#include <vector>

namespace klp {

/// What a ProofRequest needs beside the workload.
struct EquivalenceClaim {
    std::string axis;
    std::string value;
    Configuration others;
    BuildFlags native;
    BuildFlags equivalent;
};

/// How a configuration is brought about, whatever the workload.
struct Realised {
    CellStatus status = CellStatus::planned;
    std::string reason;     ///< why it is not planned
    std::string diagnostic; ///< the compiler's refusal of the native flags, verbatim, and of the
                            ///< equivalent ones when it refused them too
    std::map<std::string, Realisation> realisation; ///< of every axis, when planned
    BuildFlags flags;                               ///< when planned
    std::vector<EquivalenceClaim> claims;           ///< one per axis that is `equivalent`
};

/// Resolves `configuration`, which has a value for every axis of `axes`. A compiler that is absent
/// makes it unsupported, or excluded when it is `optional`.
Realised realise(const std::vector<ExperimentAxis>& axes, const Configuration& configuration,
                 CompilerFacts& facts);

} // namespace klp
