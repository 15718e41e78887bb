// SPDX-License-Identifier: Apache-2.0
#include "impact/copies_by_node.hpp"

namespace klp {

std::vector<std::int64_t> copies_by_node(const CloneGraph& graph) {
    CopyHistory history = graph.history;
    const std::size_t functions = graph.history_nodes.size();
    history.survives.assign(functions, false);
    std::vector<bool> seen(graph.nodes.size(), false);
    // What WPA names is out of line by WPA's number; of several orders in one dump, the first is
    // the function, the others are of its copies.
    for (std::uint32_t function = 0; function < functions; ++function) {
        const std::uint32_t node = graph.history_nodes[function];
        const bool late = function >= history.first_of_wpa;
        if (graph.nodes[node].survives && graph.nodes[node].in_wpa == late && !seen[node]) {
            history.survives[function] = true;
            seen[node] = true;
        }
    }
    const std::vector<std::int64_t> of_functions = inline_copies(history);
    std::vector<std::int64_t> copies(graph.nodes.size(), 0);
    for (std::size_t function = 0; function < functions; ++function) {
        add_copies(copies[graph.history_nodes[function]], of_functions[function]);
    }
    return copies;
}

} // namespace klp
