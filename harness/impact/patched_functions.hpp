// SPDX-License-Identifier: Apache-2.0
//
// From the lines that a patch changes to the functions that it changes:
//   a line of a function                 that function
//   a macro                              every function that mentions it, through other macros too
//   a type, variable or prototype        in a unit: the functions of that file that mention a name
//                                        it declares; a prototype in a header: those of the files
//                                        that include it
//   other text of a header               every function of the files that include it; those that
//                                        mention a name that is declared there say so
//   comments, layout, new functions, #include lines: nothing; they are listed
#pragma once

#include "base/result.hpp"
#include "impact/source_tree.hpp"
#include "model/patch.hpp"
#include "model/source_function.hpp"

#include <string>
#include <vector>

namespace klp {

/// A line that became code of a function, by the debug information: the function whose body the
/// line is in, also where that was inlined.
struct DebugLine {
    std::string file; ///< spelt as the functions' files
    int line = 0;
    SourceFunction function;
};

/// What is known of the build that the patch is for.
struct PatchedBuild {
    /// Of dumps and debug information; with an empty file, of the image's symbols.
    std::vector<SourceFunction> functions;
    std::vector<DebugLine> lines; ///< may be empty, or of some files only
};

struct PatchedFunction {
    SourceFunction function;
    std::vector<std::string> why; ///< "changed at mm/shmem.c:12", "uses macro M, changed at …"
    /// Nothing is known but that its file includes what changed.
    bool only_includes = false;
    /// False: its source has it, and no dump, symbol or debug information was at hand that names
    /// it. It was not inlined or cloned, or not compiled at all.
    bool known_to_build = true;
};

/// A change that touches no function.
struct UntouchedPlace {
    std::string file;
    int line = 0;     ///< of the old file; 0: the whole file
    std::string what; ///< "only comments or layout change"
};

struct PatchedFunctions {
    std::vector<PatchedFunction> functions; ///< sorted by function
    std::vector<UntouchedPlace> untouched;  ///< in the patch's order
    std::vector<std::string> notes;         ///< where the answer is wider than what was asked
};

/// A usage error, naming the file: no file of the patch is part of the build, a name could mean
/// several files, or the lines that the diff shows are not those of the source that was built.
Result<PatchedFunctions> patched_functions(const Patch& patch, const PatchedBuild& build,
                                           SourceTree& tree);

} // namespace klp
