// SPDX-License-Identifier: Apache-2.0
#include "cli/source_files.hpp"

#include "impact/file_names.hpp"
#include "inspect/c_source.hpp"
#include "os/file.hpp"

#include <algorithm>
#include <set>
#include <unordered_map>

namespace klp {
namespace fs = std::filesystem;
namespace {

constexpr std::string_view architectures = "arch/";

// "arch/x86/" of "arch/x86/mm/fault.c"; empty of what is of no architecture.
std::string_view architecture_of(std::string_view file) {
    if (!file.starts_with(architectures)) {
        return {};
    }
    return file.substr(0, file.find('/', architectures.size()) + 1);
}

std::string_view last_component(std::string_view path) {
    return path.substr(path.rfind('/') + 1); // npos + 1 is 0
}

} // namespace

SourceFiles::SourceFiles(fs::path root, std::vector<std::string> built)
    : m_root(std::move(root)),
      m_built(std::move(built)) {
    for (std::string& file : m_built) {
        file = plain_path(file);
    }
    std::sort(m_built.begin(), m_built.end());
    m_built.erase(std::unique(m_built.begin(), m_built.end()), m_built.end());
}

std::vector<std::string> SourceFiles::headers() const {
    std::set<std::string_view> built_for;
    for (const std::string& file : m_built) {
        built_for.insert(architecture_of(file));
    }
    std::vector<std::string> headers;
    std::error_code error;
    const auto options = fs::directory_options::skip_permission_denied;
    for (fs::recursive_directory_iterator entry(m_root, options, error), end;
         !error && entry != end; entry.increment(error)) {
        const std::string name = entry->path().lexically_relative(m_root).string();
        if (entry->is_directory(error)) {
            if (name.starts_with('.') || !built_for.contains(architecture_of(name + "/"))) {
                entry.disable_recursion_pending();
            }
        } else if (name.ends_with(".h")) {
            headers.push_back(name);
        }
    }
    return headers;
}

std::vector<std::string> SourceFiles::files() {
    std::unordered_map<std::string, std::vector<std::string>> by_name;
    for (const std::string& header : headers()) {
        by_name[std::string(last_component(header))].push_back(header);
    }
    std::set<std::string> known;
    std::vector<std::string> open_list;
    const auto add = [&known, &open_list](const std::string& file) {
        if (known.insert(file).second) {
            open_list.push_back(file);
        }
    };
    for (const std::string& file : m_built) {
        if (open(file)) {
            add(file);
        }
    }
    while (!open_list.empty()) {
        const std::string file = open_list.back();
        open_list.pop_back();
        const auto source = open(file);
        if (!source) {
            continue;
        }
        for (const CInclude& include : source->scan->includes) {
            const auto same_name = by_name.find(std::string(last_component(include.name)));
            if (same_name == by_name.end()) {
                continue;
            }
            const std::string tail = plain_path(include.name);
            for (const std::string& header : same_name->second) {
                if (ends_in_path(header, tail)) {
                    add(header);
                }
            }
        }
    }
    return {known.begin(), known.end()};
}

std::optional<SourceFile> SourceFiles::open(const std::string& file) {
    const auto [at, added] = m_files.try_emplace(plain_path(file));
    if (added) {
        const fs::path path = m_root / at->first; // a whole path stays what it is
        std::error_code error;
        auto text = fs::is_regular_file(path, error)
                        ? read_file(path)
                        : Result<std::string>(failure("no regular file"));
        if (text) {
            at->second.emplace(Scanned{std::move(*text), {}});
            at->second->scan = scan_c_source(at->second->text);
        }
    }
    if (!at->second) {
        return std::nullopt;
    }
    return SourceFile{at->second->text, &at->second->scan};
}

CFragment SourceFiles::scan_text(std::string_view text, bool inside_comment) {
    return scan_c_fragment(text, inside_comment);
}

} // namespace klp
