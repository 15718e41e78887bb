// SPDX-License-Identifier: Apache-2.0
//
// What a unified diff changes, in line numbers of the old files: those are what was built.
#pragma once

#include <string>
#include <vector>

namespace klp {

/// One run of lines that a patch takes out, puts in, or replaces.
struct PatchedPlace {
    int line = 0;        ///< first old line taken out; with count 0: text is put in after this line
    int count = 0;       ///< old lines taken out; 0: text is only put in
    std::string removed; ///< the old lines, each ended by a line feed
    std::string inserted; ///< the new lines, each ended by a line feed
    int diff_line = 0;    ///< where in the diff the run begins, 1-based
};

/// A line of the old file that the diff shows, changed or not.
struct OldLine {
    int line = 0;
    std::string text; ///< without its end
};

/// Names are as the diff gives them, without the prefixes `a/` and `b/` or the names of the two
/// folders compared.
struct PatchedFile {
    std::string old_name;             ///< empty: the patch creates the file
    std::string new_name;             ///< empty: the patch deletes the file
    std::vector<PatchedPlace> places; ///< in order; none: renamed, or its mode changed
    std::vector<OldLine> old_lines;   ///< in order
    int diff_line = 0;                ///< where in the diff the file begins, 1-based
};

struct Patch {
    std::vector<PatchedFile> files; ///< in the diff's order
};

} // namespace klp
