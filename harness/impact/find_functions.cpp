// SPDX-License-Identifier: Apache-2.0
#include "impact/find_functions.hpp"

#include "impact/file_names.hpp"

#include <fnmatch.h>

#include <algorithm>
#include <map>

namespace klp {

FunctionPattern parse_function_pattern(std::string_view text) {
    FunctionPattern pattern;
    const std::size_t colon = text.rfind(':');
    if (colon != std::string_view::npos) {
        pattern.file = text.substr(0, colon);
        text.remove_prefix(colon + 1);
    }
    pattern.name = text;
    pattern.glob = text.find_first_of("*?[") != std::string_view::npos;
    return pattern;
}

bool path_ends_with(std::string_view path, std::string_view end) {
    return end.empty() || ends_in_path(path, end);
}

bool matches(const FunctionPattern& pattern, const SourceFunction& function) {
    const bool named = pattern.glob ? fnmatch(pattern.name.c_str(), function.name.c_str(), 0) == 0
                                    : pattern.name == function.name;
    return named && path_ends_with(function.file, pattern.file);
}

std::vector<SourceNodes> find_functions(const CloneGraph& graph, const FunctionPattern& pattern) {
    // What only the symbol table names has no line: each body is a function of its own.
    std::map<std::pair<SourceFunction, std::uint32_t>, SourceNodes> found;
    for (std::uint32_t node = 0; node < graph.nodes.size(); ++node) {
        if (!pattern.glob && graph.name(node) != pattern.name) {
            continue;
        }
        SourceFunction function = graph.source(node);
        if (matches(pattern, function)) {
            const std::uint32_t apart = function.line == 0 ? node : 0;
            found[{std::move(function), apart}].nodes.push_back(node);
        }
    }
    std::vector<SourceNodes> functions;
    functions.reserve(found.size());
    for (auto& [function, nodes] : found) {
        functions.push_back(std::move(nodes));
    }
    return functions;
}

std::vector<std::uint32_t> nodes_of(const CloneGraph& graph, const SourceFunction& function) {
    std::vector<std::uint32_t> nodes;
    const std::uint32_t name = graph.texts.find(function.name);
    for (std::uint32_t node = 0; node < graph.nodes.size(); ++node) {
        const GraphNode& of = graph.nodes[node];
        if (of.name != name) {
            continue;
        }
        // One of the two may know only the end of the path.
        const std::string_view file = graph.texts.text(of.file);
        const bool same = of.line == 0         ? path_ends_with(function.file, file)
                          : function.line == 0 ? path_ends_with(file, function.file)
                                               : graph.source(node) == function;
        if (same) {
            nodes.push_back(node);
        }
    }
    return nodes;
}

} // namespace klp
