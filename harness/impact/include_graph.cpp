// SPDX-License-Identifier: Apache-2.0
#include "impact/include_graph.hpp"

#include "impact/file_names.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <unordered_map>

namespace klp {
namespace {

std::string beside(const std::string& file, std::string_view name) {
    return plain_path(file.substr(0, file.rfind('/') + 1).append(name));
}

// The files of a tree by their last component.
class FilesByName {
public:
    explicit FilesByName(const std::vector<std::string>& files) {
        m_plain.reserve(files.size());
        for (const std::string& file : files) {
            m_plain.push_back(plain_path(file));
        }
        for (std::size_t i = 0; i < files.size(); ++i) {
            m_by_name[base_name(m_plain[i])].push_back(i);
        }
    }

    std::vector<std::size_t> meant(const std::string& includer, const CInclude& include) const {
        const std::string tail = plain_path(include.name);
        const std::string sibling = include.quoted ? beside(includer, include.name) : std::string();
        std::vector<std::size_t> found;
        const auto same_name = m_by_name.find(base_name(tail));
        if (tail.empty() || same_name == m_by_name.end()) {
            return found;
        }
        for (const std::size_t candidate : same_name->second) {
            if (m_plain[candidate] == sibling) {
                return {candidate};
            }
            if (ends_in_path(m_plain[candidate], tail)) {
                found.push_back(candidate);
            }
        }
        return found;
    }

private:
    std::vector<std::string> m_plain;
    std::unordered_map<std::string_view, std::vector<std::size_t>> m_by_name;
};

} // namespace

bool is_unit(const std::string& file) {
    constexpr std::array<std::string_view, 5> endings{".c", ".cc", ".cpp", ".cxx", ".C"};
    return std::any_of(endings.begin(), endings.end(),
                       [&file](std::string_view ending) { return file.ends_with(ending); });
}

IncludeGraph::IncludeGraph(SourceTree& tree) : m_files(tree.files()) {
    std::sort(m_files.begin(), m_files.end());
    m_files.erase(std::unique(m_files.begin(), m_files.end()), m_files.end());
    m_includes.resize(m_files.size());
    m_included_by.resize(m_files.size());
    const FilesByName by_name(m_files);
    for (std::size_t i = 0; i < m_files.size(); ++i) {
        const auto source = tree.open(m_files[i]);
        if (!source) {
            continue;
        }
        for (const CInclude& include : source->scan->includes) {
            for (const std::size_t included : by_name.meant(m_files[i], include)) {
                m_includes[i].push_back(included);
                m_included_by[included].push_back(i);
            }
        }
    }
}

std::vector<bool> IncludeGraph::reached(const std::vector<bool>& from, const Edges& edges) const {
    std::vector<bool> seen = from;
    std::vector<std::size_t> open;
    for (std::size_t i = 0; i < from.size(); ++i) {
        if (from[i]) {
            open.push_back(i);
        }
    }
    while (!open.empty()) {
        const std::size_t file = open.back();
        open.pop_back();
        for (const std::size_t next : edges[file]) {
            if (!seen[next]) {
                seen[next] = true;
                open.push_back(next);
            }
        }
    }
    return seen;
}

std::vector<bool> IncludeGraph::including_files(const std::string& file) const {
    std::vector<bool> from(m_files.size());
    const auto found = std::lower_bound(m_files.begin(), m_files.end(), file);
    if (found != m_files.end() && *found == file) {
        from[static_cast<std::size_t>(found - m_files.begin())] = true;
    }
    return reached(from, m_included_by);
}

std::vector<std::string> IncludeGraph::names(const std::vector<bool>& chosen) const {
    std::vector<std::string> names;
    for (std::size_t i = 0; i < chosen.size(); ++i) {
        if (chosen[i]) {
            names.push_back(m_files[i]);
        }
    }
    return names;
}

std::vector<std::string> IncludeGraph::including(const std::string& file) const {
    return names(including_files(file));
}

std::vector<std::string> IncludeGraph::read_with(const std::string& file) const {
    std::vector<bool> units = including_files(file);
    for (std::size_t i = 0; i < units.size(); ++i) {
        units[i] = units[i] && is_unit(m_files[i]);
    }
    return names(reached(units, m_includes));
}

} // namespace klp
