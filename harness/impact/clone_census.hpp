// SPDX-License-Identifier: Apache-2.0
//
// Counts of inline copies and clones over all dumps of one build. LTO tells its story in stages:
// the compile-time dump of each unit (early inlining; all inlining when built without LTO), one
// WPA dump (inlining across units, clones), and LTRANS dumps, which repeat WPA's decisions as they
// are carried out and so only explain symbols: counting them would count twice.
#pragma once

#include "impact/clone_graph.hpp"
#include "impact/survivors.hpp"

#include <cstdint>
#include <set>
#include <string>
#include <vector>

namespace klp {

struct CloneCensus {
    std::int64_t inline_copies = 0;
    std::int64_t inline_copies_cross_unit = 0;
    std::int64_t constprop = 0;
    std::int64_t isra = 0;
    std::int64_t part = 0;
};

/// A copy crosses units when WPA inlined a function that is defined in one of `sources` (the
/// translation units' main files, as the dumps name them) into a function defined in another file.
/// A function from a header belongs to every unit that includes it and crosses nothing.
CloneCensus count_clones(const CloneGraph& graph,
                         const std::set<std::string, std::less<>>& sources);

/// Symbols of the image that carry a clone suffix (.constprop, .isra, .part) and that no dump names
/// as a clone. LTO's `.lto_priv.N` and a `.cold` part are taken off before the comparison, as the
/// dumps do not know them.
std::vector<std::string> unexplained_clone_symbols(const CloneGraph& graph,
                                                   const std::vector<FunctionSymbol>& symbols);

} // namespace klp
