// SPDX-License-Identifier: Apache-2.0
#include "cli/impact_patch.hpp"

#include "cli/source_files.hpp"
#include "config/load_livepatched.hpp"
#include "impact/find_functions.hpp"
#include "impact/patched_functions.hpp"
#include "inspect/unified_diff.hpp"
#include "os/file.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>

namespace klp {
namespace {

// Of all graphs: a function that one build inlines away has its line in another's dumps.
PatchedBuild build_of(const std::vector<LoadedGraph>& graphs) {
    std::set<SourceFunction> functions;
    for (const LoadedGraph& loaded : graphs) {
        for (std::uint32_t node = 0; node < loaded.graph.nodes.size(); ++node) {
            if (!loaded.graph.nodes[node].derived) {
                functions.insert(loaded.graph.source(node));
            }
        }
    }
    return {{functions.begin(), functions.end()}, {}};
}

std::vector<std::string> files_of(const std::vector<LoadedGraph>& graphs) {
    std::set<std::string> files;
    for (const LoadedGraph& loaded : graphs) {
        std::set<std::uint32_t> numbers;
        for (const GraphNode& node : loaded.graph.nodes) {
            numbers.insert(node.file);
        }
        for (const std::uint32_t unit : loaded.graph.units) {
            numbers.insert(unit);
        }
        for (const std::uint32_t number : numbers) {
            files.emplace(loaded.graph.texts.text(number));
        }
    }
    files.erase("");
    return {files.begin(), files.end()};
}

Error in_file(Error error, const std::string& file) {
    if (error.file.empty()) {
        error.file = file;
    }
    return error;
}

} // namespace

Result<PatchAnswer> functions_of_patch(const std::vector<LoadedGraph>& graphs,
                                       const PatchQuestion& question) {
    const Result<std::string> text = read_file(question.patch);
    if (!text) {
        Error error = text.error();
        error.kind = ErrorKind::usage;
        return tl::unexpected(error);
    }
    const Result<Patch> patch = read_unified_diff(*text);
    if (!patch) {
        return tl::unexpected(in_file(patch.error(), question.patch));
    }
    SourceFiles sources(question.source.empty() ? graphs.front().root : question.source,
                        files_of(graphs));
    const auto found = patched_functions(*patch, build_of(graphs), sources);
    if (!found) {
        return tl::unexpected(in_file(found.error(), question.patch));
    }
    PatchAnswer answer;
    answer.notes = found->notes;
    for (const UntouchedPlace& place : found->untouched) {
        answer.notes.push_back(place.line == 0
                                   ? fmt::format("{}: {}", place.file, place.what)
                                   : fmt::format("{}:{}: {}", place.file, place.line, place.what));
    }
    for (const PatchedFunction& function : found->functions) {
        answer.functions.push_back(
            {function.function, fmt::format("{}", fmt::join(function.why, "; "))});
    }
    if (answer.functions.empty()) {
        return usage_error(fmt::format("{} changes no function of this build{}{}", question.patch,
                                       answer.notes.empty() ? "" : ": ",
                                       answer.notes.empty() ? "" : answer.notes.front()));
    }
    return answer;
}

Result<PatchAnswer> functions_of_list(const std::vector<LoadedGraph>& graphs,
                                      const std::string& file) {
    const auto list = load_livepatched(file);
    if (!list) {
        return tl::unexpected(list.error());
    }
    PatchAnswer answer;
    std::vector<std::string> absent;
    for (const LivepatchedFunction& row : *list) {
        const SourceFunction asked{row.function, row.file, 0, 0};
        SourceFunction found = asked;
        for (const LoadedGraph& loaded : graphs) {
            for (const std::uint32_t node : nodes_of(loaded.graph, asked)) {
                found = std::max(found, loaded.graph.source(node),
                                 [](const SourceFunction& a, const SourceFunction& b) {
                                     return a.line < b.line;
                                 });
            }
        }
        const bool known = std::any_of(graphs.begin(), graphs.end(), [&](const auto& loaded) {
            return !nodes_of(loaded.graph, found).empty();
        });
        if (known) {
            answer.functions.push_back(
                {found, row.cve.empty() ? row.source : row.cve + ", " + row.source});
        } else {
            absent.push_back(row.function);
        }
    }
    if (answer.functions.empty()) {
        return usage_error(fmt::format("{}: none of its functions is in this build", file));
    }
    if (!absent.empty()) {
        answer.notes.push_back(fmt::format("{} of {} functions of {} are not in this build: {}",
                                           absent.size(), list->size(), file,
                                           fmt::join(absent, ", ")));
    }
    return answer;
}

} // namespace klp
