// SPDX-License-Identifier: Apache-2.0
//
// What the graphs and images of builds tell of the source that a patch is for.
#pragma once

#include "cli/impact_graphs.hpp"
#include "impact/patched_functions.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace klp {

/// How the sources of builds are named where they lie. The files of a graph are without the root
/// that the compiler saw; here they get the one that holds the sources now.
class SourceNames {
public:
    /// `source` is the folder that holds them; empty: where the compiler had them.
    SourceNames(const std::vector<LoadedGraph>& graphs, const std::string& source);

    /// Of a file of a graph.
    [[nodiscard]] std::string whole(std::string_view file) const;

    /// The reverse: without the root.
    [[nodiscard]] SourceFunction shown(SourceFunction function) const;
    [[nodiscard]] std::string shown(std::string words) const;

    /// Plain, with its slash; empty: names are whole, or relative to where the compiler ran.
    [[nodiscard]] const std::string& root() const { return m_root; }

private:
    std::string m_root;
};

/// The whole names of the files in which the graphs' functions are. Sorted.
std::vector<std::string> files_in(const std::vector<LoadedGraph>& graphs, const SourceNames& names);

/// The functions of all graphs, and the lines of the first image with debug information; files by
/// their whole names. An image that cannot be read has no lines.
PatchedBuild patched_build(const std::vector<LoadedGraph>& graphs, const SourceNames& names);

} // namespace klp
