// SPDX-License-Identifier: Apache-2.0
#include "impact/join_dumps.hpp"

#include "impact/file_names.hpp"
#include "impact/one_build.hpp"
#include "impact/survivors.hpp"

#include <boost/container_hash/hash.hpp>
#include <fmt/format.h>

#include <algorithm>

namespace klp {
namespace {

constexpr std::string_view inlining = "inlining to";

std::string_view kind_of(std::string_view reason) {
    return reason == inlining ? inline_kind : reason == "(null)" ? "clone" : reason;
}

CopyKind copy_kind_of(std::string_view reason) {
    return reason == inlining ? CopyKind::inlined
           : reason == "part" ? CopyKind::split
                              : CopyKind::cloned;
}

} // namespace

std::size_t hash_value(const DumpJoiner::FunctionKey& key) {
    std::size_t seed = 0;
    boost::hash_combine(seed, (std::uint64_t{key.unit} << 32U) | key.name);
    boost::hash_combine(seed,
                        (std::uint64_t{key.file} << 32U) | static_cast<std::uint32_t>(key.line));
    boost::hash_combine(seed, (std::uint64_t{static_cast<std::uint32_t>(key.column)} << 32U) |
                                  static_cast<std::uint32_t>(key.instance));
    return seed;
}

std::uint32_t DumpJoiner::node_of(const DumpFunction& function, std::uint32_t unit,
                                  std::int32_t instance) {
    const FunctionKey key{unit,
                          m_graph.texts.number_of(function.name),
                          m_graph.texts.number_of(function.file),
                          function.line,
                          function.column,
                          instance};
    const auto next = static_cast<std::uint32_t>(m_graph.nodes.size());
    const auto [at, added] = m_nodes.emplace(key, next);
    if (added) {
        m_graph.nodes.push_back(
            {key.name, key.file, key.unit, 0, key.line, key.column, key.instance});
    }
    return at->second;
}

void DumpJoiner::add_event(DumpStage stage, const CloneEvent& event, Numbered original,
                           Numbered clone, std::vector<CopyEvent>& history) {
    const std::uint32_t kind = m_graph.texts.number_of(kind_of(event.reason));
    m_graph.nodes[clone.node].derived |= event.reason != inlining && clone.node != original.node;
    m_graph.events.push_back({original.node, clone.node, kind, stage});
    history.push_back({original.function, clone.function, copy_kind_of(event.reason)});
}

std::uint32_t DumpJoiner::new_function(std::uint32_t node) {
    const auto function = static_cast<std::uint32_t>(m_graph.history_nodes.size());
    m_graph.history_nodes.push_back(node);
    m_graph.history.same_as.push_back(function);
    m_graph.history.compiled_as.push_back(no_function);
    return function;
}

std::uint32_t DumpJoiner::first_function(std::uint32_t node) {
    if (node >= m_first_function.size()) {
        m_first_function.resize(node + 1, no_function);
        m_is_host.resize(node + 1, false);
    }
    if (m_first_function[node] == no_function) {
        m_first_function[node] = static_cast<std::uint32_t>(m_graph.history_nodes.size()) - 1;
    }
    return m_first_function[node];
}

void DumpJoiner::add_unit(std::string_view name, const ClonesDump& dump, bool apart) {
    const std::uint32_t unit = m_graph.texts.number_of(name);
    m_graph.units.push_back(unit);
    m_numbering.clear();
    const auto find = [this, unit](const DumpFunction& function) {
        const auto [at, added] = m_numbering.emplace(function.order, Numbered{});
        if (added || m_graph.name(at->second.node) != function.name) {
            const std::uint32_t node = node_of(function, unit, 0);
            at->second = {node, new_function(node)};
            m_graph.history.same_as.back() = first_function(node);
        }
        return at->second;
    };
    std::vector<CopyEvent>& history = m_graph.history.compile.emplace_back().events;
    history.reserve(dump.clones.size() + dump.removals.size());
    std::vector<std::int32_t> removed;
    removed.reserve(dump.removals.size());
    const auto remove_before = [&](std::size_t clones) {
        while (removed.size() < dump.removals.size() &&
               dump.clones_before[removed.size()] <= clones) {
            const DumpFunction& removal = dump.removals[removed.size()];
            history.push_back({find(removal).function, no_function, CopyKind::removed});
            removed.push_back(removal.order);
        }
    };
    for (std::size_t i = 0; i < dump.clones.size(); ++i) {
        remove_before(i);
        const CloneEvent& event = dump.clones[i];
        const Numbered original = find(event.original);
        const Numbered clone = find(event.clone);
        add_event(DumpStage::compile, event, original, clone, history);
        m_is_host[clone.node] = m_is_host[clone.node] || event.reason == inlining;
    }
    remove_before(dump.clones.size());
    std::sort(removed.begin(), removed.end());
    // A node can have had several orders, of which one is left.
    for (const auto& [order, at] : m_numbering) {
        m_graph.nodes[at.node].removed = true;
        m_graph.nodes[at.node].apart = apart;
        m_orders.emplace_back(at.node, order);
    }
    for (const auto& [order, at] : m_numbering) {
        if (!std::binary_search(removed.begin(), removed.end(), order)) {
            m_graph.nodes[at.node].removed = false;
        }
    }
}

Status DumpJoiner::add(DumpStage stage, std::string_view name, const ClonesDump& dump, bool apart) {
    switch (stage) {
    case DumpStage::compile:
        add_unit(name, dump, apart);
        return {};
    case DumpStage::wpa:
        return add_wpa(name, dump);
    case DumpStage::ltrans:
        return add_ltrans(name, dump);
    }
    return {};
}

Status DumpJoiner::add_ltrans(std::string_view name, const ClonesDump& dump) {
    if (!m_has_wpa) {
        return usage_error(fmt::format(
            "{} is a dump of LTRANS without the one of WPA: the link's dumps are not all here",
            name));
    }
    // Single numbers can be taken again by a clone that LTRANS makes.
    int known = 0;
    int other = 0;
    const DumpFunction* example = nullptr;
    const auto find = [this](const DumpFunction& function) -> GraphNode* {
        const auto at = m_numbering.find(function.order);
        return at == m_numbering.end() ? nullptr : &m_graph.nodes[at->second.node];
    };
    // LTRANS knows what a static is called in the image.
    const auto is_same = [this](GraphNode& node, const DumpFunction& function) {
        if (m_graph.texts.text(node.name) != source_symbol(function.name)) {
            return false;
        }
        node.symbol = m_graph.texts.number_of(function.name);
        return true;
    };
    for (const CloneEvent& event : dump.clones) {
        if (GraphNode* const node = find(event.original); node != nullptr) {
            ++known;
            if (!is_same(*node, event.original)) {
                ++other;
                example = &event.original;
            }
        }
        if (event.reason != inlining && event.clone.name != event.original.name) {
            m_graph.ltrans_clones.push_back(m_graph.texts.number_of(event.clone.name));
        }
    }
    if (2 * other > known) {
        return usage_error(fmt::format(
            "{} is not of the link that wrote the WPA dump: function {} is {} here and {} there",
            name, example->order, example->name,
            m_graph.name(m_numbering.at(example->order).node)));
    }
    for (const DumpFunction& removal : dump.removals) {
        if (GraphNode* const node = find(removal); node != nullptr && is_same(*node, removal)) {
            node->released = true;
        }
    }
    return {};
}

Result<CloneGraph> DumpJoiner::finish() {
    KLP_TRY(check_one_build(m_graph));
    connect(m_graph);
    return std::move(m_graph);
}

} // namespace klp
