// SPDX-License-Identifier: Apache-2.0
#include "cli/patched_build.hpp"

#include "impact/file_names.hpp"
#include "inspect/dwarf.hpp"
#include "os/mapped_file.hpp"

#include <algorithm>
#include <filesystem>
#include <set>

namespace klp {
namespace {

std::string root_folder(const std::vector<LoadedGraph>& graphs, const std::string& source) {
    const std::string folder =
        source.empty() ? graphs.front().root : std::filesystem::absolute(source).string();
    const std::string plain = plain_path(folder);
    return plain.empty() || plain.ends_with('/') ? plain : plain + "/";
}

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

/// Debug information names whole paths, where the dumps may have relative ones.
class DebugNames {
public:
    DebugNames(const std::vector<LoadedGraph>& graphs, const LoadedGraph& loaded,
               const DebugFacts& facts, const SourceNames& names)
        : m_root(loaded.root),
          m_folders(facts.directories),
          m_names(names),
          m_known(files_in(graphs, names)) {}

    /// As the dumps name the file.
    [[nodiscard]] std::string spelt(const std::string& file) const {
        if (!m_root.empty() && file.starts_with(m_root)) {
            return m_names.whole(std::string_view(file).substr(m_root.size()));
        }
        for (const std::string& folder : m_folders) {
            const bool inside = file.starts_with(folder) && file.size() > folder.size() &&
                                (folder.ends_with('/') || file[folder.size()] == '/');
            std::string name = inside ? m_names.whole(std::string_view(file).substr(
                                            folder.size() + (folder.ends_with('/') ? 0 : 1)))
                                      : std::string();
            if (inside && std::binary_search(m_known.begin(), m_known.end(), name)) {
                return name;
            }
        }
        return file;
    }

private:
    const std::string& m_root;
    const std::vector<std::string>& m_folders;
    const SourceNames& m_names;
    std::vector<std::string> m_known;
};

std::vector<DebugLine> lines_of(const DebugFacts& facts, const DebugNames& names) {
    std::vector<std::string> files;
    files.reserve(facts.files.size());
    for (const std::string& file : facts.files) {
        files.push_back(names.spelt(file));
    }
    std::vector<SourceFunction> sources = facts.sources;
    for (SourceFunction& source : sources) {
        source.file = names.spelt(source.file);
    }
    std::vector<DebugLine> lines;
    lines.reserve(facts.lines.size());
    for (const CodeLine& line : facts.lines) {
        const std::uint32_t source = line.inlined == no_index
                                         ? facts.functions[line.function].source
                                         : facts.inlined[line.inlined].source;
        lines.push_back({files[line.file], static_cast<int>(line.line), sources[source]});
    }
    return lines;
}

std::vector<DebugLine> debug_lines(const std::vector<LoadedGraph>& graphs,
                                   const SourceNames& names) {
    for (const LoadedGraph& loaded : graphs) {
        if (loaded.image.empty()) {
            continue;
        }
        const Result<MappedFile> image = MappedFile::open(loaded.image);
        const Result<DebugFacts> facts =
            image ? read_debug_info(image->bytes()) : Result<DebugFacts>(DebugFacts{});
        if (facts && !facts->empty()) {
            return lines_of(*facts, DebugNames(graphs, loaded, *facts, names));
        }
    }
    return {};
}

} // namespace

SourceNames::SourceNames(const std::vector<LoadedGraph>& graphs, const std::string& source)
    : m_root(root_folder(graphs, source)) {}

std::string SourceNames::whole(std::string_view file) const {
    return file.empty() || file.starts_with('/') ? std::string(file) : m_root + std::string(file);
}

SourceFunction SourceNames::shown(SourceFunction function) const {
    if (!m_root.empty() && function.file.starts_with(m_root)) {
        function.file.erase(0, m_root.size());
    }
    return function;
}

std::string SourceNames::shown(std::string words) const {
    for (std::size_t at = 0;
         !m_root.empty() && (at = words.find(m_root, at)) != std::string::npos;) {
        words.erase(at, m_root.size());
    }
    return words;
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

PatchedBuild patched_build(const std::vector<LoadedGraph>& graphs, const SourceNames& names) {
    return {functions_in(graphs, names), debug_lines(graphs, names)};
}

} // namespace klp
