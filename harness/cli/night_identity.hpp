// SPDX-License-Identifier: Apache-2.0
//
// Nights may be compared when the machine, the compilers, klpbench and what the experiment measures
// are the same. What the workloads contain may change: that is what the night watch is there for.
#pragma once

#include "model/experiment.hpp"
#include "model/nightly.hpp"
#include "model/results.hpp"

#include <string>
#include <utility>
#include <vector>

namespace klp {

/// NAME and VALUE, in words: ("machine", "x86_64, AMD EPYC, 2 CPUs"), ("gcc-12", "gcc-12 (Debian)
/// 12.2.0"), … Its first pair is the machine. The table `[nightly]` is no part of it.
using NightIdentity = std::vector<std::pair<std::string, std::string>>;

NightIdentity night_identity(const Experiment& experiment, const Environment& environment);

/// A line for each name that is not the same: "gcc-12: 12.2.0 -> 12.3.0".
std::vector<std::string> identity_changes(const NightIdentity& before, const NightIdentity& after);

/// The series that a night with this identity belongs to, of `series`, the oldest first: the latest
/// of the same machine. Null when there is none.
const NightSeries* latest_of_machine(const std::vector<NightSeries>& series,
                                     const NightIdentity& identity);

} // namespace klp
