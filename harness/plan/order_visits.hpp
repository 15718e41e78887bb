// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/plan.hpp"

#include <cstdint>
#include <vector>

namespace klp {

/// The visits of all planned cells, replicate by replicate. In each replicate the workloads come in
/// a random order, and in each workload its cells: a randomized block design, so that the
/// configurations that are compared run near in time and drift falls on all of them alike. The
/// order is a function of the plan and the seed alone, the same with every standard library.
std::vector<Visit> order_visits(const Plan& plan, int replicates, std::uint64_t seed);

} // namespace klp
