// SPDX-License-Identifier: Apache-2.0
//
// Reader of GCC's -fdump-ipa-clones. Two forms of a clone line exist:
//   GCC >= 7.1:  Callgraph clone;ORIGINAL;order;file;line;col;CLONE;order;file;line;col;REASON
//   older:       Callgraph clone;ORIGINAL;…;col;<-;CLONE;…;col;optimization:;REASON
// and one of a removal:
//   Callgraph removal;NAME;order;file;line;col
#pragma once

#include "model/clone_dump.hpp"

#include <string_view>

namespace klp {

/// Reads a whole dump; a malformed line is noted and skipped. `text` must outlive the result.
ClonesDump read_clones_dump(std::string_view text);

/// The same in place of what `into` holds, whose memory is used again: a build has thousands of
/// dumps, and most are small.
void read_clones_dump(std::string_view text, ClonesDump& into);

} // namespace klp
