// SPDX-License-Identifier: Apache-2.0
#include "impact/source_root.hpp"

#include "impact/file_names.hpp"

#include <algorithm>
#include <map>

namespace klp {
std::string strip_source_root(CloneGraph& graph) {
    std::map<std::string_view, int> votes;
    for (const GraphNode& node : graph.nodes) {
        const std::string_view file = graph.texts.text(node.file);
        const std::size_t common = common_end(file, graph.texts.text(node.unit));
        if (file.starts_with('/') && common > 0 && common < file.size()) {
            ++votes[file.substr(0, file.size() - common)];
        }
    }
    if (votes.empty()) {
        return {};
    }
    std::string root(std::max_element(votes.begin(), votes.end(), [](auto& a, auto& b) {
                         return a.second < b.second;
                     })->first);
    for (GraphNode& node : graph.nodes) {
        const std::string_view file = graph.texts.text(node.file);
        if (file.starts_with(root)) {
            node.file = graph.texts.number_of(file.substr(root.size()));
        }
    }
    return root;
}

} // namespace klp
