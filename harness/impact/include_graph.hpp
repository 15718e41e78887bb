// SPDX-License-Identifier: Apache-2.0
//
// Which files of a tree include which, by the text of their #include lines: no search path is
// known, so a name means every file whose path ends in it (a quoted one the file beside the
// includer, when there is one). Includes whose name a macro computes are not followed.
#pragma once

#include "impact/source_tree.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace klp {

class IncludeGraph {
public:
    explicit IncludeGraph(SourceTree& tree);

    /// `file`, when it is of the tree, and all that include it, directly or through others. Sorted.
    std::vector<std::string> including(const std::string& file) const;

    /// The translation units among those, and every file that these units include: all whose text
    /// a compiler may have read together with that of `file`. Sorted.
    std::vector<std::string> read_with(const std::string& file) const;

    const std::vector<std::string>& files() const { return m_files; }

private:
    using Edges = std::vector<std::vector<std::size_t>>;

    std::vector<bool> reached(const std::vector<bool>& from, const Edges& edges) const;
    std::vector<bool> including_files(const std::string& file) const;
    std::vector<std::string> names(const std::vector<bool>& chosen) const;

    std::vector<std::string> m_files; ///< sorted
    Edges m_includes;
    Edges m_included_by;
};

/// Whether a file by its name is a translation unit rather than a header.
bool is_unit(const std::string& file);

} // namespace klp
