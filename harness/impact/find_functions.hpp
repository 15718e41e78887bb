// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "impact/closure.hpp"
#include "model/source_function.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace klp {

/// How functions are named on a command line: NAME, or FILE:NAME where several have the name; FILE
/// is the end of a path ("shmem.c", "mm/shmem.c"). `*`, `?` and `[…]` in NAME stand for characters,
/// as in fnmatch(3).
struct FunctionPattern {
    std::string file; ///< empty: any
    std::string name;
    bool glob = false;
};

FunctionPattern parse_function_pattern(std::string_view text);

/// True when the path ends in `end`, at a slash; every path ends in nothing.
bool path_ends_with(std::string_view path, std::string_view end);

bool matches(const FunctionPattern& pattern, const SourceFunction& function);

/// The functions of the source that `pattern` names, clones of the compiler with their own names
/// included, in the order of name, file and line.
std::vector<SourceNodes> find_functions(const CloneGraph& graph, const FunctionPattern& pattern);

/// The nodes of a function. Where the line of either is not known, its name and the end of its path
/// decide: of a function that no dump names, only its symbol is known.
std::vector<std::uint32_t> nodes_of(const CloneGraph& graph, const SourceFunction& function);

} // namespace klp
