// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"
#include "impact/clone_graph.hpp"

#include <string_view>

namespace klp {

/// The file name of the source that a unit was compiled from, as far as the name of its dump tells:
/// `mm/shmem.c` and, where the object was named `shmem.c.o`, `mm/shmem.c.c` give `shmem.c`.
std::string_view source_name(std::string_view unit);

/// A usage error when most units are there twice: the folder holds the dumps of two builds. Some
/// sources are compiled twice in every kernel.
Status check_one_build(const CloneGraph& graph);

} // namespace klp
