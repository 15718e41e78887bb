// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "config/node.hpp"
#include "config/table_reader.hpp"
#include "model/workload.hpp"

#include <string>
#include <vector>

namespace klp {

/// The keys of a workload.toml of kind "kernel" beside those of every kind.
const std::vector<std::string>& kernel_keys();

/// The names of the kernel configurations that the workload.toml offers.
std::vector<std::string> kernel_configurations(const Node& root);

/// Reads what only a kernel has, from a reader of its workload.toml. `configuration` is one of the
/// file's kernel configurations. Missing sources are a fault that names the package to install.
KernelWorkload read_kernel(TableReader& reader, const std::filesystem::path& folder,
                           const std::string& configuration, Faults& faults);

/// What a content hash must cover beside the workload's folder: the source and the fragment.
Result<std::string> kernel_source_hash(const KernelWorkload& kernel);

} // namespace klp
