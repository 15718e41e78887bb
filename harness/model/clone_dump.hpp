// SPDX-License-Identifier: Apache-2.0
//
// What a dump of -fdump-ipa-clones says, and at which stage of a build it was written. LTO tells
// its story in stages: the compile-time dump of each unit (early inlining; all inlining when the
// unit is built without LTO), one WPA dump (inlining across units, clones), and LTRANS dumps, which
// repeat WPA's decisions as they are carried out.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace klp {

enum class DumpStage : std::uint8_t { compile, wpa, ltrans };

/// A whole dump, as it was written.
struct DumpText {
    DumpStage stage = DumpStage::compile;
    std::string name; ///< its path in the build folder, without `.000i.ipa-clones`
    std::string text;
    bool apart = false; ///< of code that is built with the image but is no part of it
};

/// A function as a dump names it. `order` numbers functions inside one dump only.
struct DumpFunction {
    std::string_view name; ///< the assembler name
    std::string_view file;
    std::int32_t order = 0;
    std::int32_t line = 0;
    std::int32_t column = 0;
};

/// ORIGINAL was inlined into CLONE (reason "inlining to"), or CLONE was made from ORIGINAL.
struct CloneEvent {
    DumpFunction original;
    DumpFunction clone;
    std::string_view reason; ///< "inlining to", "constprop", "isra", "part", "(null)", …
};

/// A line that cannot be read.
struct MalformedLine {
    std::int64_t line = 0; ///< 1-based
    std::string what;
};

/// A file that is no dump at all may have a malformed line every other byte.
inline constexpr std::size_t most_malformed_kept = 1000;

/// One dump. Every string_view points into the text that was read.
struct ClonesDump {
    std::vector<CloneEvent> clones;
    std::vector<DumpFunction> removals;
    std::vector<std::uint32_t> clones_before; ///< for each removal: how many of `clones`
    std::vector<MalformedLine> malformed;     ///< the first of them, most_malformed_kept at most
    std::int64_t malformed_lines = 0;         ///< how many there are
};

} // namespace klp
