// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "config/node.hpp"
#include "config/table_reader.hpp"
#include "model/kernel_workload.hpp"

#include <filesystem>

namespace klp {

/// Reads the table [source] of a kernel's workload.toml and looks at what it names: `archive` or
/// `tree`, absolute or relative to `folder`, `sha256` to pin an archive, and the Debian `package`
/// that brings it. The result's sha256 is that of the archive, or of the names, sizes and times of
/// all files of the tree.
KernelSource read_kernel_source(const Node& table, const std::filesystem::path& folder,
                                Faults& faults);

} // namespace klp
