// SPDX-License-Identifier: Apache-2.0
//
// Counts of inline copies and clones over all dumps of one build. LTO tells its story in stages:
// the compile-time dump of each unit (early inlining; all inlining when built without LTO), one
// WPA dump (inlining across units, clones), and LTRANS dumps, which repeat WPA's decisions as they
// are carried out and so only explain symbols: counting them would count twice.
#pragma once

#include "model/clone_dump.hpp"

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace klp {

/// One line of a dump, as the census needs it.
struct CloneRecord {
    DumpStage stage = DumpStage::compile;
    std::string_view original;
    std::string_view original_file;
    std::string_view clone;
    std::string_view clone_file;
    std::string_view reason;
};

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
CloneCensus count_clones(const std::vector<CloneRecord>& records,
                         const std::set<std::string, std::less<>>& sources);

/// Symbols of the image that carry a clone suffix (.constprop, .isra, .part) and that no record
/// names as a clone. LTO's `.lto_priv.N` and a `.cold` part are taken off before the comparison,
/// as the dumps do not know them.
std::vector<std::string> unexplained_clone_symbols(const std::vector<CloneRecord>& records,
                                                   const std::vector<std::string>& symbols);

} // namespace klp
