// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace klp {

/// The candidate with the least edit distance (insertions, deletions, substitutions and swaps of
/// neighbours, each costing 1) to `word`, for "did you mean"; empty when none is nearer than half
/// of `word`'s length plus one.
std::string nearest(std::string_view word, std::span<const std::string> candidates);

} // namespace klp
