// SPDX-License-Identifier: Apache-2.0
#include "plan/order_visits.hpp"

#include "base/shuffle.hpp"

#include <map>
#include <utility>

namespace klp {

std::vector<Visit> order_visits(const Plan& plan, int replicates, std::uint64_t seed) {
    std::map<std::size_t, std::vector<std::size_t>> cells_of;
    for (std::size_t cell = 0; cell < plan.cells.size(); ++cell) {
        if (plan.cells[cell].status == CellStatus::planned) {
            cells_of[block_workload(plan.cells[cell])].push_back(cell);
        }
    }
    std::vector<std::vector<std::size_t>> blocks;
    blocks.reserve(cells_of.size());
    for (auto& [workload, cells] : cells_of) {
        blocks.push_back(std::move(cells));
    }
    std::mt19937_64 engine(seed);
    std::vector<Visit> visits;
    for (int replicate = 0; replicate < replicates; ++replicate) {
        shuffle(blocks, engine);
        for (std::vector<std::size_t>& block : blocks) {
            shuffle(block, engine);
            for (const std::size_t cell : block) {
                visits.push_back({cell, replicate});
            }
        }
    }
    return visits;
}

std::vector<VisitBlock> into_blocks(const Plan& plan, const std::vector<Visit>& visits) {
    std::vector<VisitBlock> blocks;
    for (const Visit& visit : visits) {
        const std::size_t workload = block_workload(plan.cells.at(visit.cell));
        if (blocks.empty() || blocks.back().workload != workload ||
            blocks.back().replicate != visit.replicate) {
            blocks.push_back({workload, visit.replicate, {}});
        }
        blocks.back().visits.push_back(visit);
    }
    return blocks;
}

} // namespace klp
