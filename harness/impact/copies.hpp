// SPDX-License-Identifier: Apache-2.0
//
// How often the body of a function stands in a built image. The dumps of -fdump-ipa-clones list
// decisions; this follows what GCC does with bodies (GCC 12: ipa-inline-transform.cc, inline_call
// and clone_inlined_nodes; cgraphclones.cc, create_clone; ipa-inline.cc, early_inliner):
//
//   * Early inlining puts the callee into the body of its host at once. Whatever is done with the
//     host later, inlining it or cloning it, carries that along and never lists it again.
//   * Late inlining (ipa-inline) only marks calls, and names the outermost function as the host.
//     When a callee that holds inlined calls is inlined as a copy, each of them is listed again
//     for the new host. When it is inlined with the body it has out of line, for it is the last
//     caller, only that one line is written, and what is inlined in it moves along.
//   * A clone (constprop, isra) has the early content of its original. Of what was inlined early,
//     a part that was split off (.part) has what it has instead of its original.
//
// With LTO the compile-time dumps are early and the WPA dump is late. Without it one dump holds
// both; late_start() tells where. Told by the dumps: which lines are late where a clone or a second
// visit to a host shows it, and most often whether a copy was listed again, which is read off the
// lines that follow. Estimates: late_start() of a dump without clones; that a split-off part has
// all that was inlined early; functions of a header, which WPA does not tell apart. Nobody knows
// which copies later passes removed or made twice. Against DWARF, over the shipped suites at -O2
// -g, with LTO and without: of 980 functions 860 have as many copies as DW_TAG_inlined_subroutine,
// none has fewer, and 120 have more (3799 copies in all, where DWARF has 3458); those looked at
// were small ones whose blocks were folded away. The rules were chosen looking at these suites, so
// that other code may agree less.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace klp {

enum class CopyKind : std::uint8_t {
    inlined, ///< reason "inlining to"
    cloned,  ///< constprop, isra, and what else makes a function out of a whole one
    split,   ///< part
    removed, ///< a `Callgraph removal` line; `clone` means nothing
};

/// A line of a dump; functions are numbered by CopyHistory.
struct CopyEvent {
    std::uint32_t original = 0;
    std::uint32_t clone = 0;
    CopyKind kind = CopyKind::inlined;
};

inline constexpr std::uint32_t no_function = UINT32_MAX;

/// The dumps of a build. Each order of each compile-time dump and of the WPA dump is a function of
/// its own, numbered from 0; LTRANS dumps repeat and are left out. Counts of functions that are one
/// in the source (those of a header) are for the caller to add up.
struct CopyHistory {
    struct CompileDump {
        std::vector<CopyEvent> events; ///< in the order of the lines
        bool lto = false;              ///< the unit was compiled for LTO: all of it is early
    };
    std::vector<CompileDump> compile;
    std::vector<CopyEvent> wpa; ///< empty without LTO

    std::uint32_t first_of_wpa = no_function; ///< the functions of the WPA dump are from here on

    /// By function: it is in the image, out of line. One that the WPA dump names is so there, not
    /// in its unit. Not for an order that a copy got (see same_as).
    std::vector<bool> survives;

    /// By function: the first one of its dump that has the same name, file, line and, in a unit's,
    /// column; mostly itself. GCC gives a copy that late inlining makes an order of its own, and
    /// when the copy is listed again, that is the order of the original.
    std::vector<std::uint32_t> same_as;

    /// By function: for one of the WPA dump, the same in the dump of its unit; no_function where it
    /// is not known, and for all others. For a function of a header that of any unit will do
    /// that lists inlining into it; a unit that only declares a function may list its removal.
    std::vector<std::uint32_t> compiled_as;
};

/// The index of the first event of ipa-inline, or of the passes before it that clone, in the dump
/// of a unit compiled without LTO; the number of events when there is none. What is late for
/// certain: a clone other than a part, a line into a function that was itself inlined before, and a
/// line into a function after lines into another one (the early inliner is done with a function
/// before it comes to its callers). Lines before that, back to the last removal, which GCC writes
/// when it drops what is unreachable between the stages, are late from the first one on that is
/// listed again when its host is inlined. Of 400 dumps of a kernel, 267 had clones; neither of the
/// other signs came before the first clone in any of them, and a removal stood right before it in
/// 258.
std::size_t late_start(const std::vector<CopyEvent>& events);

/// Counts stop here, as a damaged dump can double them at each line.
inline constexpr std::int64_t most_copies = std::int64_t{1} << 62;
void add_copies(std::int64_t& sum, std::int64_t more);

/// By function: how many inline copies of it the functions hold that survive, most_copies at
/// most. `survives`, `same_as` and `compiled_as` have an element for
/// each function.
std::vector<std::int64_t> inline_copies(const CopyHistory& history);

} // namespace klp
