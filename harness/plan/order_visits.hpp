// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/plan.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace klp {

/// The visits of all planned cells, replicate by replicate. In each replicate the workloads come in
/// a random order, and in each workload its cells: a randomized block design, so that the
/// configurations that are compared run near in time and drift falls on all of them alike. The
/// order is a function of the plan and the seed alone, the same with every standard library.
std::vector<Visit> order_visits(const Plan& plan, int replicates, std::uint64_t seed);

/// The visits of one workload and its pinned twins in one replicate, in the order in which one
/// processor makes them.
struct VisitBlock {
    std::size_t workload{}; ///< index into Experiment::workloads
    int replicate = 0;
    std::vector<Visit> visits;
};

/// Cuts what order_visits gives, or what is left of it, into blocks.
std::vector<VisitBlock> into_blocks(const Plan& plan, const std::vector<Visit>& visits);

} // namespace klp
