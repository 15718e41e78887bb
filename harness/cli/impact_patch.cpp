// SPDX-License-Identifier: Apache-2.0
#include "cli/impact_patch.hpp"

#include "cli/sources_on_disk.hpp"
#include "config/load_livepatched.hpp"
#include "impact/find_functions.hpp"
#include "impact/patched_functions.hpp"
#include "inspect/dwarf.hpp"
#include "inspect/unified_diff.hpp"
#include "os/file.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <filesystem>
#include <set>

namespace klp {
namespace fs = std::filesystem;
namespace {

/// How the sources of a build are named where they lie.
class SourceNames {
public:
    SourceNames(const std::vector<LoadedGraph>& graphs, const std::string& source)
        : m_root(source.empty() ? graphs.front().root : fs::absolute(source).string() + "/") {}

    [[nodiscard]] std::string whole(std::string_view file) const {
        return file.empty() || file.starts_with('/') ? std::string(file)
                                                     : m_root + std::string(file);
    }

    [[nodiscard]] SourceFunction shown(SourceFunction function) const {
        if (!m_root.empty() && function.file.starts_with(m_root)) {
            function.file.erase(0, m_root.size());
        }
        return function;
    }

    [[nodiscard]] std::string shown(std::string words) const {
        for (std::size_t at = 0;
             !m_root.empty() && (at = words.find(m_root, at)) != std::string::npos;) {
            words.erase(at, m_root.size());
        }
        return words;
    }

    [[nodiscard]] const std::string& root() const { return m_root; }

private:
    std::string m_root; ///< with its slash; empty: names are whole, or relative to where we are
};

// Of all graphs: a function that one build inlines away has its line in another's dumps.
std::vector<SourceFunction> functions_in(const std::vector<LoadedGraph>& graphs,
                                         const SourceNames& names) {
    std::set<SourceFunction> functions;
    for (const LoadedGraph& loaded : graphs) {
        for (std::uint32_t node = 0; node < loaded.graph.nodes.size(); ++node) {
            if (loaded.graph.nodes[node].derived) {
                continue;
            }
            SourceFunction function = loaded.graph.source(node);
            // Of what only the symbol table names, the file is less than a path.
            function.file = function.line == 0 ? std::string() : names.whole(function.file);
            functions.insert(std::move(function));
        }
    }
    return {functions.begin(), functions.end()};
}

std::vector<std::string> files_in(const std::vector<LoadedGraph>& graphs,
                                  const SourceNames& names) {
    std::set<std::string> files;
    for (const LoadedGraph& loaded : graphs) {
        for (const GraphNode& node : loaded.graph.nodes) {
            if (node.line != 0) {
                files.insert(names.whole(loaded.graph.texts.text(node.file)));
            }
        }
    }
    return {files.begin(), files.end()};
}

// What the first image with debug information says of its lines; none is no error.
std::vector<DebugLine> debug_lines(const std::vector<LoadedGraph>& graphs) {
    std::vector<DebugLine> lines;
    for (const LoadedGraph& loaded : graphs) {
        const Result<std::string> bytes =
            loaded.image.empty() ? Result<std::string>("") : read_file(loaded.image);
        const Result<DebugFacts> facts =
            bytes ? read_debug_info(*bytes) : Result<DebugFacts>(DebugFacts{});
        if (!facts || facts->empty()) {
            continue;
        }
        lines.reserve(facts->lines.size());
        for (const CodeLine& line : facts->lines) {
            const std::uint32_t source = line.inlined == no_index
                                             ? facts->functions[line.function].source
                                             : facts->inlined[line.inlined].source;
            lines.push_back(
                {facts->files[line.file], static_cast<int>(line.line), facts->sources[source]});
        }
        break;
    }
    return lines;
}

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
    for (const PatchedFunction& function : found.functions) {
        if (function.only_includes) {
            ++including;
        } else {
            answer.functions.push_back(
                {names.shown(function.function),
                 names.shown(fmt::format("{}", fmt::join(function.why, "; ")))});
        }
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
    const SourceNames names(graphs, question.source);
    SourcesOnDisk sources(files_in(graphs, names), folders_of(graphs, names));
    const auto found =
        patched_functions(*patch, {functions_in(graphs, names), debug_lines(graphs)}, sources);
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
