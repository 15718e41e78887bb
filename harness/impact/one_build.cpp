// SPDX-License-Identifier: Apache-2.0
#include "impact/one_build.hpp"

#include "impact/file_names.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <vector>

namespace klp {

std::string_view source_name(std::string_view unit) {
    const std::string_view name = base_name(unit);
    const std::size_t last = name.rfind('.');
    if (last == std::string_view::npos || last == 0) {
        return name;
    }
    const std::string_view stem = name.substr(0, last);
    const std::string_view suffix = name.substr(last);
    return stem.size() > suffix.size() && stem.ends_with(suffix) ? stem : name;
}

Status check_one_build(const CloneGraph& graph) {
    std::set<std::uint32_t> units;
    std::set<std::uint32_t> twins;
    // A function of the unit's own source file, without its unit.
    std::map<std::vector<std::uint32_t>, std::uint32_t> owners;
    for (const GraphNode& node : graph.nodes) {
        const std::string_view unit = graph.texts.text(node.unit);
        if (node.unit == 0 || node.derived) {
            continue;
        }
        units.insert(node.unit);
        if (base_name(graph.texts.text(node.file)) != source_name(unit)) {
            continue;
        }
        const auto [at, added] = owners.emplace(
            std::vector<std::uint32_t>{node.name, node.file, static_cast<std::uint32_t>(node.line),
                                       static_cast<std::uint32_t>(node.column)},
            node.unit);
        if (!added && at->second != node.unit) {
            twins.insert({at->second, node.unit});
        }
    }
    if (units.size() < 2 || 2 * twins.size() <= units.size()) {
        return {};
    }
    std::vector<std::string_view> names;
    names.reserve(twins.size());
    for (const std::uint32_t unit : twins) {
        names.push_back(graph.texts.text(unit));
    }
    const std::string_view first = names.front();
    const auto second =
        std::find_if(names.begin() + 1, names.end(), [first](std::string_view name) {
            return base_name(name) == base_name(first);
        });
    return usage_error(fmt::format("dumps of two builds: {} and {} are of one source; name the "
                                   "folder of one build",
                                   first, second == names.end() ? names.back() : *second));
}

} // namespace klp
