// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "impact/join_dumps.hpp"
#include "inspect/ipa_clones.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

namespace klp::test {

/// A dump as a test writes it.
struct WrittenDump {
    DumpStage stage;
    std::string name;
    std::string text;
};

inline Result<CloneGraph> join(const std::vector<WrittenDump>& dumps) {
    DumpJoiner joiner;
    for (const WrittenDump& dump : dumps) {
        const ClonesDump read = read_clones_dump(dump.text);
        REQUIRE(read.malformed.empty());
        KLP_TRY(joiner.add(dump.stage, dump.name, read));
    }
    return joiner.finish();
}

/// The node of a function, which must be there once.
inline std::uint32_t node_of(const CloneGraph& graph, std::string_view unit,
                             std::string_view name) {
    std::vector<std::uint32_t> found;
    for (std::uint32_t node = 0; node < graph.nodes.size(); ++node) {
        if (graph.name(node) == name && graph.texts.text(graph.nodes[node].unit) == unit) {
            found.push_back(node);
        }
    }
    INFO(unit << ": " << name);
    REQUIRE(found.size() == 1);
    return found.front();
}

} // namespace klp::test
