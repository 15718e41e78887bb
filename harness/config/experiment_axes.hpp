// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "config/folders.hpp"
#include "config/table_reader.hpp"

#include "model/experiment.hpp"

#include <filesystem>
#include <vector>

namespace klp {

/// The `[axes]` table of an experiment. Each key names configs/axes/KEY.toml, or the file that its
/// `file = "PATH"` gives, relative to `experiment`, the experiment's file.
std::vector<ExperimentAxis> read_axes(const Node& table, const std::filesystem::path& experiment,
                                      const Folders& folders, Faults& faults);

/// An `[[exclude]]` table, whose axes, values and workloads must be known.
Exclusion read_exclusion(const Node& table, const std::vector<ExperimentAxis>& axes,
                         const std::vector<Workload>& workloads, Faults& faults);

} // namespace klp
