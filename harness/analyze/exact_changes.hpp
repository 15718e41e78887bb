// SPDX-License-Identifier: Apache-2.0
//
// Tonight against the night before, where nothing is noise: an exact metric that differs is a
// change, and the symbols of both images say what of it.
#pragma once

#include "model/nightly.hpp"
#include "model/results.hpp"
#include "model/run_details.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace klp {

/// A clone that a dump of a cell names: "ring_put.constprop.0", "constprop".
struct NamedClone {
    std::string name;
    std::string reason;
};

struct CellClones {
    std::size_t cell = 0; ///< index into RunResult::cells
    std::vector<NamedClone> clones;
};

/// The images of one night, as far as they are stored.
struct NightImages {
    std::vector<ImageContents> images;
    std::vector<CellClones> clones; ///< may be empty: clone symbols of the images then tell
};

/// Watched exact metrics that differ from the night before, with what changed: one alarm for a cell
/// and metric, in the order of the cells and the metric table. `id` and `series` are left 0.
///
/// An exact metric differs when its values do; where replicates of a night disagree, when the
/// ranges of both nights have no value in common. A count (`boot.instructions`) differs when the
/// ratios of all boot settings or layouts that both nights have lie on one side of 1 and their
/// median is at least the threshold. A cell that is not ok on either night has no alarm.
std::vector<NightAlarm> exact_changes(const RunResult& before, const NightImages& images_before,
                                      const RunResult& tonight, const NightImages& images_tonight,
                                      const NightlySettings& settings);

/// What else differs from the night before, in words: cells whose outcome changed, that came or
/// went, and exact metrics that tonight has no value of.
std::vector<std::string> outcome_changes(const RunResult& before, const RunResult& tonight,
                                         const NightlySettings& settings);

} // namespace klp
