// SPDX-License-Identifier: Apache-2.0
//
// Reader of GCC's -fdump-ipa-clones. Two forms of a clone line exist:
//   GCC >= 7.1:  Callgraph clone;ORIGINAL;order;file;line;col;CLONE;order;file;line;col;REASON
//   older:       Callgraph clone;ORIGINAL;…;col;<-;CLONE;…;col;optimization:;REASON
// and one of a removal:
//   Callgraph removal;NAME;order;file;line;col
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace klp {

/// A function as a dump names it. `order` numbers functions inside one dump only.
struct DumpFunction {
    std::string_view name;
    std::string_view file;
    std::int64_t order = 0;
    std::int64_t line = 0;
    std::int64_t column = 0;
};

/// ORIGINAL was inlined into CLONE (reason "inlining to"), or CLONE was made from ORIGINAL.
struct CloneEvent {
    DumpFunction original;
    DumpFunction clone;
    std::string_view reason; ///< "inlining to", "constprop", "isra", "part", "(null)", …
};

/// One dump. Every string_view points into the text that was read.
struct ClonesDump {
    std::vector<CloneEvent> clones;
    std::vector<DumpFunction> removals;
    std::vector<std::string> malformed; ///< "LINE: what is wrong", 1-based
};

/// Reads a whole dump; a malformed line is noted and skipped. `text` must outlive the result.
ClonesDump read_clones_dump(std::string_view text);

} // namespace klp
