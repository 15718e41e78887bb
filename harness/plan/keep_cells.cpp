// SPDX-License-Identifier: Apache-2.0
#include "plan/keep_cells.hpp"

#include "model/axis.hpp"

#include <algorithm>

namespace klp {
namespace {

bool needs(const PlannedCell& cell, const ProofRequest& proof) {
    const auto how = cell.realisation.find(proof.axis);
    return cell.workload == proof.workload && how != cell.realisation.end() &&
           how->second == Realisation::equivalent &&
           cell.configuration.get(proof.axis) == proof.value &&
           cell.configuration.get(compiler_axis) == proof.others.get(compiler_axis);
}

} // namespace

void keep_cells(Plan& plan, const std::vector<std::string>& ids) {
    std::erase_if(plan.cells, [&ids](const PlannedCell& cell) {
        return std::find(ids.begin(), ids.end(), cell.id) == ids.end();
    });
    std::erase_if(plan.proofs, [&plan](const ProofRequest& proof) {
        return std::none_of(plan.cells.begin(), plan.cells.end(),
                            [&proof](const PlannedCell& cell) { return needs(cell, proof); });
    });
}

} // namespace klp
