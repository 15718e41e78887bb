// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "impact/patched_functions.hpp"

#include <map>
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
    std::size_t add_within(const std::string& file, int first, int last, const std::string& why);

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

    struct Change {
        std::vector<std::string> why;
        bool only_includes = false;
    };

    void add(const SourceFunction& function, const std::string& why, bool only_includes = false);

    std::map<std::string, std::vector<SourceFunction>, std::less<>> m_by_file; ///< by line
    std::map<std::string, std::vector<Extent>, std::less<>> m_extents;
    std::map<SourceFunction, Change> m_changed;
};

} // namespace klp
