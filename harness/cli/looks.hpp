// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analyze/stopping.hpp"
#include "model/results.hpp"

#include <string>

namespace klp {

/// The run as it was after its first `replicates` replicates: a look that is taken again when a
/// killed run goes on sees what it saw then, whatever has been stored since.
RunResult first_replicates(RunResult run, int replicates);

/// "look 1 of 4: 3 of 22 contrasts are undecided, for example …", for what is not decided.
std::string undecided_text(const Look& look);

/// "decided at look 2 of 4".
std::string decided_text(const Look& look);

} // namespace klp
