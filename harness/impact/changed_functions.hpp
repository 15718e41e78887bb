// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "impact/patched_functions.hpp"

#include <map>
#include <set>
#include <string>
#include <vector>

namespace klp {

/// The functions of a build by where they stand, and those of them found to change. Each `add`
/// gives how many functions it meant, new or not. Files are told apart by their plain paths.
class ChangedFunctions {
public:
    ChangedFunctions(const std::vector<SourceFunction>& functions,
                     const std::vector<DebugLine>& lines);

    /// The plain paths of all files that have functions. Sorted.
    std::vector<std::string> files() const;

    /// Those named in the lines [first, last].
    std::size_t add_within(const std::string& file, int first, int last, const std::string& why,
                           bool only_includes = false);

    /// Those named in the lines of the item, or else, when the item is a function by a name of C:
    /// that function where its source has it. It is none of the build's when debug information or
    /// the image's symbols do not have it; without both it is added as not known to the build.
    std::size_t add_item(const std::string& file, const CItem& item, const std::string& why,
                         bool only_includes = false);

    /// Those whose code, from the name to the last line by debug information, the place lies in.
    std::size_t add_by_lines(const std::string& file, const PatchedPlace& place,
                             const std::string& why);

    /// For want of the source: those that stand between the name before the place's first line and
    /// its last line.
    std::size_t add_by_position(const std::string& file, const PatchedPlace& place,
                                const std::string& why);

    /// For nothing but that they are in the file.
    std::size_t add_all(const std::string& file, const std::string& why);

    /// What was added, sorted by function.
    std::vector<PatchedFunction> take();

private:
    struct Extent {
        SourceFunction function;
        int last_line = 0;
    };

    PatchedFunction& add(const SourceFunction& function, const std::string& why,
                         bool only_includes = false);

    std::map<std::string, std::vector<SourceFunction>, std::less<>> m_by_file; ///< by line
    std::map<std::string, std::vector<Extent>, std::less<>> m_extents;
    std::set<std::string, std::less<>> m_symbols; ///< functions that are known by name only
    std::map<SourceFunction, PatchedFunction> m_changed;
};

} // namespace klp
