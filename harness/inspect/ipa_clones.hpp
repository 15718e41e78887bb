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

/// Reads a dump a few thousand lines at a time. The dump of WPA has 10^5 lines, which take more
/// memory as events than as text: for who looks at each event once, and wants speed.
class ClonesReader {
public:
    /// `text` must outlive what is read.
    explicit ClonesReader(std::string_view text) : m_rest(text) {}

    /// Puts the next lines in place of what `into` holds; false when there are none. Line numbers
    /// go on; of malformed lines most_malformed_kept are kept each time.
    bool next(ClonesDump& into);

private:
    std::string_view m_rest;
    std::int64_t m_lines = 0; ///< read so far
};

} // namespace klp
