// SPDX-License-Identifier: Apache-2.0
#include "impact/source_root.hpp"

#include <algorithm>
#include <map>

namespace klp {
namespace {

// Length of the whole path components that both end in, without the slash before them.
std::size_t common_end(std::string_view a, std::string_view b) {
    const auto at = std::mismatch(a.rbegin(), a.rend(), b.rbegin(), b.rend());
    const auto length = static_cast<std::size_t>(at.first - a.rbegin());
    const bool whole = (length == a.size() || a[a.size() - length - 1] == '/') &&
                       (length == b.size() || b[b.size() - length - 1] == '/');
    if (whole) {
        return length;
    }
    const std::size_t slash = a.substr(a.size() - length).find('/');
    return slash == std::string_view::npos ? 0 : length - slash - 1;
}

} // namespace

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
    const std::string root(std::max_element(votes.begin(), votes.end(), [](auto& a, auto& b) {
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
