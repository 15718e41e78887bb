// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "impact/clone_graph.hpp"

#include <cstdint>
#include <vector>

namespace klp {

/// By node: how many inline copies of it stand in functions that survive, those included that were
/// carried along when their host was inlined or cloned (see impact/copies.hpp). Precondition:
/// survivors are marked.
std::vector<std::int64_t> copies_by_node(const CloneGraph& graph);

} // namespace klp
