// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "config/folders.hpp"
#include "config/table_reader.hpp"

#include "model/workload.hpp"

#include <filesystem>
#include <vector>

namespace klp {

/// The workloads that `names` select, in that order. A name is a folder below folders.workloads
/// ("suites/aead"), `*` as its last part stands for each of its workloads in the order of their
/// names, and a name that begins with "./", "../" or "/" is relative to the folder of
/// `experiment`, the experiment's file.
std::vector<Workload> read_workloads(const std::vector<Node>& names,
                                     const std::filesystem::path& experiment,
                                     const Folders& folders, Faults& faults);

} // namespace klp
