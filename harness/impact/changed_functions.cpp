// SPDX-License-Identifier: Apache-2.0
#include "impact/changed_functions.hpp"

#include "impact/file_names.hpp"
#include "impact/place_effect.hpp"

#include <algorithm>
#include <tuple>

namespace klp {

ChangedFunctions::ChangedFunctions(const std::vector<SourceFunction>& functions,
                                   const std::vector<DebugLine>& lines) {
    for (const SourceFunction& function : functions) {
        if (function.file.empty()) {
            m_symbols.insert(function.name);
        } else {
            m_by_file[plain_path(function.file)].push_back(function);
        }
    }
    std::map<SourceFunction, int> last_lines;
    for (const DebugLine& line : lines) {
        // A line of another file is that of a body that was included into the function.
        if (line.file == line.function.file && line.line >= line.function.line) {
            int& last = last_lines[line.function];
            last = std::max(last, line.line);
        }
    }
    for (const auto& [function, last] : last_lines) {
        m_extents[plain_path(function.file)].push_back({function, last});
        m_by_file[plain_path(function.file)].push_back(function);
    }
    for (auto& [file, here] : m_by_file) {
        std::sort(here.begin(), here.end(), [](const auto& a, const auto& b) {
            return std::tie(a.line, a.name, a.column) < std::tie(b.line, b.name, b.column);
        });
        here.erase(std::unique(here.begin(), here.end()), here.end());
    }
}

std::vector<std::string> ChangedFunctions::files() const {
    std::vector<std::string> files;
    files.reserve(m_by_file.size());
    for (const auto& [file, here] : m_by_file) {
        files.push_back(file);
    }
    return files;
}

PatchedFunction& ChangedFunctions::add(const SourceFunction& function, const std::string& why,
                                       bool only_includes) {
    const auto [row, fresh] = m_changed.try_emplace(function);
    PatchedFunction& changed = row->second;
    changed.function = function;
    changed.only_includes = only_includes && (fresh || changed.only_includes);
    if (std::find(changed.why.begin(), changed.why.end(), why) == changed.why.end()) {
        changed.why.push_back(why);
    }
    return changed;
}

std::size_t ChangedFunctions::add_item(const std::string& file, const CItem& item,
                                       const std::string& why, bool only_includes) {
    const std::size_t named = add_within(file, item.first_line, item.last_line, why, only_includes);
    // SYSCALL_DEFINE3 is no name of a function.
    const bool c_name = std::any_of(item.name.begin(), item.name.end(),
                                    [](char c) { return c >= 'a' && c <= 'z'; });
    if (named > 0 || item.kind != CItemKind::function || !c_name) {
        return named;
    }
    const bool symbol = m_symbols.contains(item.name);
    if (!symbol && (!m_symbols.empty() || m_extents.contains(plain_path(file)))) {
        return 0;
    }
    add({std::string(item.name), file, item.line, item.column}, why, only_includes).known_to_build =
        symbol;
    return 1;
}

std::size_t ChangedFunctions::add_within(const std::string& file, int first, int last,
                                         const std::string& why, bool only_includes) {
    const auto here = m_by_file.find(plain_path(file));
    if (here == m_by_file.end()) {
        return 0;
    }
    const auto begin = std::partition_point(here->second.begin(), here->second.end(),
                                            [first](const auto& f) { return f.line < first; });
    auto at = begin;
    for (; at != here->second.end() && at->line <= last; ++at) {
        add(*at, why, only_includes);
    }
    return static_cast<std::size_t>(at - begin);
}

std::size_t ChangedFunctions::add_by_lines(const std::string& file, const PatchedPlace& place,
                                           const std::string& why) {
    const auto here = m_extents.find(plain_path(file));
    std::size_t found = 0;
    for (std::size_t i = 0; here != m_extents.end() && i < here->second.size(); ++i) {
        const Extent& extent = here->second[i];
        if (touches(place, extent.function.line, extent.last_line)) {
            add(extent.function, why);
            ++found;
        }
    }
    return found;
}

std::size_t ChangedFunctions::add_by_position(const std::string& file, const PatchedPlace& place,
                                              const std::string& why) {
    const auto here = m_by_file.find(plain_path(file));
    if (here == m_by_file.end()) {
        return 0;
    }
    const auto after =
        std::partition_point(here->second.begin(), here->second.end(),
                             [&place](const auto& f) { return f.line <= place.line; });
    const int first = after == here->second.begin() ? place.line : (after - 1)->line;
    return add_within(file, std::max(first, 1), place.line + std::max(place.count - 1, 0),
                      why + ", by position only: between its line and the next function's");
}

std::size_t ChangedFunctions::add_all(const std::string& file, const std::string& why) {
    const auto here = m_by_file.find(plain_path(file));
    if (here == m_by_file.end()) {
        return 0;
    }
    for (const SourceFunction& function : here->second) {
        add(function, why, true);
    }
    return here->second.size();
}

std::vector<PatchedFunction> ChangedFunctions::take() {
    std::vector<PatchedFunction> functions;
    functions.reserve(m_changed.size());
    for (auto& [function, change] : m_changed) {
        functions.push_back(std::move(change));
    }
    m_changed.clear();
    return functions;
}

} // namespace klp
