// SPDX-License-Identifier: Apache-2.0
//
// The clone graph held against the image: what debug information shows to be inlined into a
// function must be reached by a path of the graph. (The other half of the check,
// unexplained_clone_symbols of impact/clone_census, is of symbols and needs no debug information.)
#pragma once

#include "model/debug_info.hpp"

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace klp {

/// The code of a function holds a function that was inlined into it, directly or inside another.
/// Pointers lead into the DebugFacts that were asked.
struct HeldInline {
    const ConcreteFunction* holder = nullptr;
    const SourceFunction* holder_source = nullptr; ///< of a clone: its original's
    const SourceFunction* inlined = nullptr;
};

/// Each thing that a function of the image holds once, however many instances of it there are; the
/// functions of one symbol and source (statics of a header that several units include) are one.
/// Sorted by the holder's symbol, its source and what it holds.
std::vector<HeldInline> held_inlines(const DebugFacts& facts);

/// Whether the graph has a path by which the code of `inlined` came into `holder`. The files of the
/// sources are full paths: compare them with source_path(DIRECTORY, FILE) of a dump's file. Compare
/// columns only where both are known: of a large program (5% of the lines in the WPA dump of a
/// kernel) GCC has no room left for columns in its table of locations and writes 0.
using ExplainsInline = std::function<bool(const HeldInline&)>;

struct InlineExplanation {
    std::int64_t checked = 0; ///< what held_inlines gives
    std::vector<HeldInline> unexplained;
};

InlineExplanation explain_inlines(const DebugFacts& facts, const ExplainsInline& explains);

/// "INLINED (FILE:LINE) in SYMBOL (FILE:LINE)"; a function without a symbol goes by its source
/// name.
std::string to_string(const HeldInline& held);

} // namespace klp
