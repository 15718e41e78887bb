// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"
#include "impact/clone_graph.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace klp {

/// The inlines of an image's debug information, held against a clone graph.
struct InlineCheck {
    std::optional<std::int64_t> checked; ///< none: `skipped` says why
    std::string skipped;
    std::vector<std::string> unexplained; ///< as to_string(HeldInline) writes them
};

/// As explain_inlines, of the graph as it was joined (before strip_source_root). An image without
/// debug information, or with some that cannot be read, is skipped; an error: it cannot be opened.
Result<InlineCheck> check_inlines(const CloneGraph& graph, const std::filesystem::path& image);

} // namespace klp
