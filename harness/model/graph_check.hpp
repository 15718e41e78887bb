// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace klp {

/// A clone graph held against the image that it is of.
struct GraphCheck {
    std::string dumps;                            ///< the folder
    std::string image;                            ///< empty: the objects in it
    std::int64_t clone_symbols = 0;               ///< symbols with the suffix of a clone
    std::vector<std::string> unexplained_symbols; ///< of those, what no dump names
    std::optional<std::int64_t> inlines; ///< functions that others hold by the debug information;
                                         ///< none: `no_inlines` says why
    std::string no_inlines;
    std::vector<std::string> unexplained_inlines; ///< of those, what the graph has no path for
};

} // namespace klp
