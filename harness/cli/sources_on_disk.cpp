// SPDX-License-Identifier: Apache-2.0
#include "cli/sources_on_disk.hpp"

#include "impact/file_names.hpp"
#include "impact/include_graph.hpp"
#include "inspect/c_source.hpp"
#include "inspect/make_dependencies.hpp"
#include "os/file.hpp"

#include <algorithm>
#include <set>
#include <utility>

namespace klp {
namespace {

namespace fs = std::filesystem;

std::string folder_of(const std::string& file) {
    return file.substr(0, file.rfind('/') + 1); // with its slash; empty for none
}

// The longest folder that all units with absolute names lie in; empty when there is none.
std::string source_root(const std::vector<std::string>& files) {
    std::string root;
    bool first = true;
    for (const std::string& file : files) {
        if (!file.starts_with('/') || !is_unit(file)) {
            continue;
        }
        const std::string folder = folder_of(file);
        const auto apart = std::mismatch(root.begin(), root.end(), folder.begin(), folder.end());
        root = first ? folder : folder_of(std::string(root.begin(), apart.first));
        first = false;
    }
    return root == "/" ? std::string() : root;
}

} // namespace

SourcesOnDisk::SourcesOnDisk(const std::vector<std::string>& known, std::vector<fs::path> folders)
    : m_folders(std::move(folders)) {
    std::set<std::string> plain;
    for (const std::string& file : known) {
        plain.insert(plain_path(file));
    }
    m_known.assign(plain.begin(), plain.end());
}

const SourcesOnDisk::Read* SourcesOnDisk::read(const std::string& file) {
    const auto [row, fresh] = m_read.try_emplace(file);
    if (!fresh) {
        return row->second.get();
    }
    std::vector<fs::path> places{file};
    if (!file.starts_with('/')) {
        places.assign(m_folders.begin(), m_folders.end());
        for (fs::path& place : places) {
            place /= file;
        }
    }
    for (const fs::path& place : places) {
        std::error_code error;
        auto text = fs::is_regular_file(place, error) ? read_file(place) : failure("no file");
        if (text) {
            auto made = std::make_unique<Read>();
            made->text = std::move(*text);
            made->scan = scan_c_source(made->text);
            row->second = std::move(made);
            break;
        }
    }
    return row->second.get();
}

std::optional<SourceFile> SourcesOnDisk::open(const std::string& file) {
    const Read* found = read(file);
    return found == nullptr ? std::nullopt : std::optional<SourceFile>({found->text, &found->scan});
}

CFragment SourcesOnDisk::scan_text(std::string_view text, bool inside_comment) {
    return scan_c_fragment(text, inside_comment);
}

void SourcesOnDisk::index_folder(const fs::path& folder, const std::string& prefix) {
    std::error_code error;
    fs::recursive_directory_iterator at(folder, fs::directory_options::skip_permission_denied,
                                        error);
    for (; !error && at != fs::recursive_directory_iterator(); at.increment(error)) {
        const fs::path& path = at->path();
        const bool text = path.extension() == ".h" || path.extension() == ".c";
        if (text && at->is_regular_file(error)) {
            m_headers[path.filename().string()].push_back(
                plain_path(prefix + path.lexically_relative(folder).string()));
        }
    }
}

void SourcesOnDisk::index_headers() {
    if (const std::string root = source_root(m_known); !root.empty()) {
        index_folder(root, root);
    }
    for (const fs::path& folder : m_folders) {
        index_folder(folder, {});
    }
}

std::vector<std::string> SourcesOnDisk::meant(const std::string& includer,
                                              const CInclude& include) const {
    const std::string tail = plain_path(include.name);
    const std::string sibling = plain_path(folder_of(includer).append(include.name));
    const auto named = m_headers.find(tail.substr(tail.rfind('/') + 1));
    std::vector<std::string> found;
    for (std::size_t i = 0; named != m_headers.end() && i < named->second.size(); ++i) {
        const std::string& candidate = named->second[i];
        if (include.quoted && candidate == sibling) {
            return {candidate};
        }
        if (ends_in_path(candidate, tail)) {
            found.push_back(candidate);
        }
    }
    return found;
}

std::vector<std::string> SourcesOnDisk::files() {
    if (m_files.empty()) {
        m_files = written_dependencies();
    }
    if (m_files.empty()) {
        m_files = followed_includes();
    }
    return m_files;
}

// The files that the units of the build were made from; empty when nothing was written.
std::vector<std::string> SourcesOnDisk::written_dependencies() const {
    std::set<std::string> files;
    for (const fs::path& folder : m_folders) {
        std::error_code error;
        fs::recursive_directory_iterator at(folder, fs::directory_options::skip_permission_denied,
                                            error);
        for (; !error && at != fs::recursive_directory_iterator(); at.increment(error)) {
            const bool written = at->path().extension() == ".cmd" || at->path().extension() == ".d";
            const auto text = written && at->is_regular_file(error) ? read_file(at->path())
                                                                    : failure("no dependencies");
            if (!text) {
                continue;
            }
            std::vector<std::string> read;
            for (const std::string_view file : read_make_dependencies(*text)) {
                read.push_back(plain_path(file));
            }
            // A unit of which no dump speaks still reads headers of which one does; programs of the
            // build machine read none.
            const bool of_build = std::any_of(read.begin(), read.end(), [this](const auto& file) {
                return std::binary_search(m_known.begin(), m_known.end(), file);
            });
            if (of_build) {
                files.insert(read.begin(), read.end());
            }
        }
    }
    if (!files.empty()) {
        files.insert(m_known.begin(), m_known.end());
    }
    return {files.begin(), files.end()};
}

std::vector<std::string> SourcesOnDisk::followed_includes() {
    index_headers();
    std::set<std::string> folders;
    for (const std::string& file : m_known) {
        folders.insert(folder_of(file));
    }
    std::set<std::string> reached(m_known.begin(), m_known.end());
    std::vector<std::string> open_files = m_known;
    while (!open_files.empty()) {
        const std::string file = std::move(open_files.back());
        open_files.pop_back();
        const Read* source = read(file);
        for (std::size_t i = 0; source != nullptr && i < source->scan.includes.size(); ++i) {
            std::vector<std::string> named = meant(file, source->scan.includes[i]);
            // `asm/io.h` is there once for each architecture; this build's has neighbours in it.
            const auto others = std::stable_partition(
                named.begin(), named.end(), [&folders](const std::string& candidate) {
                    return folders.contains(folder_of(candidate));
                });
            named.erase(others == named.begin() ? named.end() : others, named.end());
            for (std::string& name : named) {
                if (reached.insert(name).second) {
                    open_files.push_back(std::move(name));
                }
            }
        }
    }
    return {reached.begin(), reached.end()};
}

} // namespace klp
