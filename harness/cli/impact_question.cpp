// SPDX-License-Identifier: Apache-2.0
#include "cli/impact_question.hpp"

#include "base/nearest.hpp"
#include "impact/copies_by_node.hpp"
#include "impact/describe_impact.hpp"
#include "impact/find_functions.hpp"
#include "impact/impact_census.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <iterator>
#include <set>

namespace klp {
namespace {

constexpr std::size_t most_listed = 12;

std::set<SourceFunction> matches_in(const std::vector<LoadedGraph>& graphs,
                                    const FunctionPattern& pattern) {
    std::set<SourceFunction> found;
    for (const LoadedGraph& loaded : graphs) {
        for (const SourceNodes& nodes : find_functions(loaded.graph, pattern)) {
            found.insert(loaded.graph.source(nodes.nodes.front()));
        }
    }
    // What one graph knows by its symbol alone, another may know by its line.
    const std::set<SourceFunction> all = found;
    std::erase_if(found, [&all](const SourceFunction& function) {
        return function.line == 0 &&
               std::any_of(all.begin(), all.end(), [&function](const SourceFunction& other) {
                   return other.line != 0 && other.name == function.name &&
                          path_ends_with(other.file, function.file);
               });
    });
    return found;
}

std::string describe(const SourceFunction& function) {
    return function.line == 0
               ? function.file.empty() ? function.name : function.file + ":" + function.name
               : fmt::format("{}:{} (line {})", function.file, function.name, function.line);
}

tl::unexpected<Error> no_such(const std::vector<LoadedGraph>& graphs, const std::string& text,
                              const FunctionPattern& pattern) {
    std::set<std::string> names;
    for (const LoadedGraph& loaded : graphs) {
        for (std::uint32_t node = 0; node < loaded.graph.nodes.size(); ++node) {
            names.emplace(loaded.graph.name(node));
        }
    }
    const std::vector<std::string> candidates(names.begin(), names.end());
    const std::string near = nearest(pattern.name, candidates);
    return usage_error(
        fmt::format("no function {} in the dumps or the image{}", text,
                    near.empty() || near == pattern.name ? "" : "; did you mean " + near + "?"));
}

tl::unexpected<Error> which(const std::string& text, const std::set<SourceFunction>& found) {
    std::string list;
    std::size_t listed = 0;
    for (const SourceFunction& function : found) {
        if (listed++ == most_listed) {
            list += fmt::format(", and {} more", found.size() - most_listed);
            break;
        }
        list += (list.empty() ? "" : ", ") + describe(function);
    }
    return usage_error(
        fmt::format("{} functions are named {}; write FILE:NAME: {}", found.size(), text, list));
}

std::vector<SourceNodes> nodes_of_all(const CloneGraph& graph,
                                      const std::vector<AskedFunction>& asked) {
    std::vector<SourceNodes> all;
    all.reserve(asked.size());
    for (const AskedFunction& of : asked) {
        all.push_back({nodes_of(graph, of.function)});
    }
    return all;
}

ConfigurationImpact begin(const LoadedGraph& loaded) {
    ConfigurationImpact impact;
    impact.workload = loaded.workload;
    impact.configuration = loaded.configuration;
    impact.dumps = loaded.dumps;
    impact.notes = loaded.notes;
    return impact;
}

// Of the doubtful names, those that the answer speaks of.
void note_doubts(const LoadedGraph& loaded, const std::set<std::string>& names,
                 ConfigurationImpact& impact) {
    std::vector<std::string> doubtful;
    std::copy_if(loaded.doubtful.begin(), loaded.doubtful.end(), std::back_inserter(doubtful),
                 [&names](const std::string& name) { return names.contains(name); });
    if (doubtful.empty()) {
        return;
    }
    const auto listed = std::min(most_listed, doubtful.size());
    impact.notes.push_back(fmt::format(
        "the image has fewer bodies than the dumps have functions of these names, and which are "
        "left was taken by link order: {}{}",
        fmt::join(doubtful.begin(), doubtful.begin() + static_cast<std::ptrdiff_t>(listed), ", "),
        listed < doubtful.size() ? fmt::format(", and {} more", doubtful.size() - listed) : ""));
}

} // namespace

Result<std::vector<AskedFunction>> named_functions(const std::vector<LoadedGraph>& graphs,
                                                   const std::vector<std::string>& patterns) {
    std::set<SourceFunction> all;
    for (const std::string& text : patterns) {
        const FunctionPattern pattern = parse_function_pattern(text);
        const std::set<SourceFunction> found = matches_in(graphs, pattern);
        if (found.empty()) {
            return no_such(graphs, text, pattern);
        }
        if (found.size() > 1 && !pattern.glob) {
            return which(text, found);
        }
        all.insert(found.begin(), found.end());
    }
    std::vector<AskedFunction> asked;
    asked.reserve(all.size());
    for (const SourceFunction& function : all) {
        asked.push_back({function, {}});
    }
    return asked;
}

ConfigurationImpact impact_of(const LoadedGraph& loaded, const std::vector<AskedFunction>& asked) {
    ConfigurationImpact impact = begin(loaded);
    const std::vector<std::int64_t> copies = copies_by_node(loaded.graph);
    ImpactWalk walk(loaded.graph);
    const std::vector<SourceNodes> nodes = nodes_of_all(loaded.graph, asked);
    for (std::size_t i = 0; i < asked.size(); ++i) {
        FunctionImpact function;
        function.known = !nodes[i].nodes.empty();
        if (function.known) {
            function = describe_impact(loaded.graph, walk, copies, nodes[i]);
        }
        function.function = asked[i].function;
        function.why = asked[i].why;
        impact.functions.push_back(std::move(function));
    }
    impact.together = describe_together(loaded.graph, walk, nodes);
    std::set<std::string> names;
    for (const AffectedFunction& affected : impact.together) {
        names.insert(affected.function.name);
    }
    note_doubts(loaded, names, impact);
    return impact;
}

ConfigurationImpact impact_of_all(const LoadedGraph& loaded, bool each) {
    ConfigurationImpact impact = begin(loaded);
    ImpactCensus census = take_impact_census(loaded.graph);
    impact.selectively_inlined = census.selectively_inlined;
    impact.sizes = std::move(census.sizes);
    note_doubts(loaded, {loaded.doubtful.begin(), loaded.doubtful.end()}, impact);
    if (each) {
        const std::vector<std::int64_t> copies = copies_by_node(loaded.graph);
        ImpactWalk walk(loaded.graph);
        for (const SourceNodes& function : source_functions(loaded.graph)) {
            impact.functions.push_back(describe_impact(loaded.graph, walk, copies, function));
        }
    }
    return impact;
}

} // namespace klp
