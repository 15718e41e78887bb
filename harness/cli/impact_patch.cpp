// SPDX-License-Identifier: Apache-2.0
#include "cli/impact_patch.hpp"

#include "cli/patched_build.hpp"
#include "cli/sources_on_disk.hpp"
#include "config/load_livepatched.hpp"
#include "impact/find_functions.hpp"
#include "impact/patched_functions.hpp"
#include "inspect/unified_diff.hpp"
#include "os/file.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <filesystem>

namespace klp {
namespace fs = std::filesystem;
namespace {

std::vector<fs::path> folders_of(const std::vector<LoadedGraph>& graphs, const SourceNames& names) {
    std::vector<fs::path> folders{names.root().empty() ? fs::path(".") : fs::path(names.root())};
    for (const LoadedGraph& loaded : graphs) {
        if (!loaded.dumps.empty()) {
            folders.emplace_back(loaded.dumps);
        }
    }
    return folders;
}

Error in_file(Error error, const std::string& file) {
    if (error.file.empty()) {
        error.file = file;
    }
    return error;
}

// What was found in the source alone: nothing tells whether it was compiled, and where its code is.
std::string note_on_unknown(const std::vector<std::string_view>& unknown) {
    return fmt::format("no dump and no symbol names {}: {} in the source, and may not have been "
                       "compiled",
                       fmt::join(unknown, ", "), unknown.size() == 1 ? "it is" : "they are");
}

PatchAnswer shown_answer(const PatchedFunctions& found, const SourceNames& names) {
    PatchAnswer answer;
    for (const std::string& note : found.notes) {
        answer.notes.push_back(names.shown(note));
    }
    for (const UntouchedPlace& place : found.untouched) {
        answer.notes.push_back(names.shown(
            place.line == 0 ? fmt::format("{}: {}", place.file, place.what)
                            : fmt::format("{}:{}: {}", place.file, place.line, place.what)));
    }
    std::size_t including = 0;
    std::vector<std::string_view> unknown;
    for (const PatchedFunction& function : found.functions) {
        if (function.only_includes) {
            ++including;
        } else {
            if (!function.known_to_build) {
                unknown.emplace_back(function.function.name);
            }
            answer.functions.push_back(
                {names.shown(function.function),
                 names.shown(fmt::format("{}", fmt::join(function.why, "; ")))});
        }
    }
    if (!unknown.empty()) {
        answer.notes.push_back(note_on_unknown(unknown));
    }
    if (including > 0) {
        answer.notes.push_back(fmt::format(
            "{} more functions are in files that include what changed, and are not shown to use it",
            including));
    }
    return answer;
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
    if (std::error_code error;
        !question.source.empty() && !fs::is_directory(question.source, error)) {
        return usage_error(fmt::format("--source {} is no folder", question.source));
    }
    const SourceNames names(graphs, question.source);
    SourcesOnDisk sources(files_in(graphs, names), folders_of(graphs, names));
    const auto found = patched_functions(*patch, patched_build(graphs, names), sources);
    if (!found) {
        return tl::unexpected(in_file(found.error(), question.patch));
    }
    PatchAnswer answer = shown_answer(*found, names);
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
