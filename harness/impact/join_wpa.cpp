// SPDX-License-Identifier: Apache-2.0
//
// The part of DumpJoiner that finds out which unit's function each function of a WPA dump is.
#include "impact/file_names.hpp"
#include "impact/join_dumps.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace klp {
namespace {

// A unit whose functions disagree about their base is suspicious only when there are enough.
constexpr int fewest_votes = 4;
constexpr std::uint32_t no_node = UINT32_MAX;

} // namespace

std::vector<std::uint32_t> DumpJoiner::Alike::of(const FunctionKey& key) const {
    std::vector<std::uint32_t> nodes;
    const auto at = last.find(key);
    for (std::uint32_t node = at == last.end() ? no_node : at->second; node != no_node;
         node = previous[node]) {
        nodes.push_back(node);
    }
    return nodes;
}

void DumpJoiner::Alike::add(const FunctionKey& key, std::uint32_t node) {
    const auto [at, added] = last.emplace(key, node);
    previous.push_back(added ? no_node : at->second);
    at->second = node;
}

// By the whole path; WPA's paths may start from another folder, and then by its last component,
// those that have most of the path.
std::vector<std::uint32_t> DumpJoiner::candidates(const DumpFunction& function) const {
    const std::uint32_t name = m_graph.texts.find(function.name);
    std::vector<std::uint32_t> nodes =
        m_alike.of({0, name, m_graph.texts.find(function.file), function.line, 0, 0});
    if (!nodes.empty()) {
        return nodes;
    }
    std::size_t longest = 0;
    for (const std::uint32_t node : m_alike_by_base_name.of(
             {0, name, m_graph.texts.find(base_name(function.file)), function.line, 0, 0})) {
        const std::size_t common =
            common_end(m_graph.texts.text(m_graph.nodes[node].file), function.file);
        if (common > longest) {
            nodes.clear();
            longest = common;
        }
        if (common == longest) {
            nodes.push_back(node);
        }
    }
    return nodes;
}

bool DumpJoiner::is_of_header(std::uint32_t node) const {
    const std::string_view file = m_graph.texts.text(m_graph.nodes[node].file);
    return file.ends_with(".h") || file.ends_with(".hpp") || file.ends_with(".hh");
}

std::span<const std::pair<std::uint32_t, std::int32_t>>
DumpJoiner::orders_of(std::uint32_t node) const {
    const auto first =
        std::lower_bound(m_orders.begin(), m_orders.end(), std::pair(node, INT32_MIN));
    const auto last = std::lower_bound(first, m_orders.end(), std::pair(node + 1, INT32_MIN));
    return {first, last};
}

std::vector<DumpJoiner::Agreement> DumpJoiner::agreed_bases(std::vector<UnitBase> votes) {
    std::sort(votes.begin(), votes.end(), [](const UnitBase& a, const UnitBase& b) {
        return std::pair(a.unit, a.base) < std::pair(b.unit, b.base);
    });
    std::vector<Agreement> agreements;
    for (auto from = votes.begin(); from != votes.end();) {
        const auto to = std::find_if(from, votes.end(), [from](const UnitBase& vote) {
            return vote.base != from->base || vote.unit != from->unit;
        });
        const auto count = static_cast<int>(to - from);
        if (agreements.empty() || agreements.back().base.unit != from->unit) {
            agreements.push_back({*from, count, count});
        } else {
            Agreement& known = agreements.back();
            known.votes += count;
            if (count > known.agreeing) {
                known.agreeing = count;
                known.base = *from;
            }
        }
        from = to;
    }
    return agreements;
}

// The functions of no header are the unit's for certain, and settle the bases of most units.
Result<std::vector<DumpJoiner::UnitBase>>
DumpJoiner::bases_of_units(std::string_view name, const std::vector<WpaFunction>& functions) const {
    std::vector<UnitBase> votes;
    votes.reserve(functions.size());
    for (const WpaFunction& function : functions) {
        for (const std::uint32_t node : function.nodes) {
            if (!is_of_header(node)) {
                for (const auto& [at, order] : orders_of(node)) {
                    votes.push_back({function.is.order - order, m_graph.nodes[node].unit});
                }
            }
        }
    }
    std::vector<UnitBase> bases;
    for (const Agreement& agreement : agreed_bases(std::move(votes))) {
        if (agreement.votes >= fewest_votes && agreement.agreeing == 1) {
            return usage_error(fmt::format("{} and {} are dumps of two builds: no two functions of "
                                           "the unit have kept their distance",
                                           m_graph.texts.text(agreement.base.unit), name));
        }
        bases.push_back(agreement.base);
    }
    std::sort(bases.begin(), bases.end());
    add_bases_by_headers(functions, bases);
    return bases;
}

// A unit with functions of headers alone has the base on which more of them agree than functions of
// the settled unit before it lie behind that base: one or two numbers fit by chance.
void DumpJoiner::add_bases_by_headers(const std::vector<WpaFunction>& functions,
                                      std::vector<UnitBase>& bases) const {
    std::set<std::uint32_t> settled;
    for (const UnitBase& base : bases) {
        settled.insert(base.unit);
    }
    std::vector<std::pair<std::uint32_t, std::int32_t>> numbered; // unit, order
    std::vector<UnitBase> votes;
    for (const WpaFunction& function : functions) {
        if (const auto node = numbered_node(function, bases)) {
            numbered.emplace_back(m_graph.nodes[*node].unit, function.is.order);
            continue;
        }
        for (const std::uint32_t node : function.nodes) {
            for (const auto& [at, order] : orders_of(node)) {
                votes.push_back({function.is.order - order, m_graph.nodes[node].unit});
            }
        }
    }
    std::erase_if(votes, [&](const UnitBase& vote) { return settled.contains(vote.unit); });
    std::sort(numbered.begin(), numbered.end());
    const std::vector<UnitBase> before = bases;
    for (const Agreement& agreement : agreed_bases(std::move(votes))) {
        const UnitBase& base = agreement.base;
        const std::uint32_t unit = unit_at(base.base, before);
        const auto against =
            std::lower_bound(numbered.begin(), numbered.end(), std::pair(unit + 1, INT32_MIN)) -
            std::lower_bound(numbered.begin(), numbered.end(), std::pair(unit, base.base));
        if (agreement.agreeing > against && (agreement.agreeing > 1 || agreement.votes == 1)) {
            bases.push_back(base);
        }
    }
    std::sort(bases.begin(), bases.end());
}

void DumpJoiner::settle_numbers(std::vector<WpaFunction>& functions,
                                const std::vector<UnitBase>& bases) {
    for (const UnitBase& base : bases) {
        m_last_number[base.unit] = base.base;
    }
    for (WpaFunction& function : functions) {
        function.numbered = numbered_node(function, bases);
        if (function.numbered) {
            std::int32_t& last = m_last_number[m_graph.nodes[*function.numbered].unit];
            last = std::max(last, function.is.order);
        }
    }
}

std::uint32_t DumpJoiner::unit_at(std::int32_t order, const std::vector<UnitBase>& bases) {
    const auto after = std::upper_bound(bases.begin(), bases.end(), UnitBase{order, UINT32_MAX});
    return after == bases.begin() ? 0 : std::prev(after)->unit;
}

std::optional<std::uint32_t> DumpJoiner::numbered_node(const WpaFunction& function,
                                                       const std::vector<UnitBase>& bases) const {
    const auto after =
        std::upper_bound(bases.begin(), bases.end(), UnitBase{function.is.order, UINT32_MAX});
    if (after == bases.begin()) {
        return std::nullopt;
    }
    const UnitBase& base = *std::prev(after);
    for (const std::uint32_t node : function.nodes) {
        if (m_graph.nodes[node].unit == base.unit &&
            std::binary_search(m_orders.begin(), m_orders.end(),
                               std::pair(node, function.is.order - base.base))) {
            return node;
        }
    }
    return std::nullopt;
}

// The unit is the one in whose numbers it lies, or whose source it is in; behind the last number
// that is known to be of a unit, the only one whose dump has the function.
std::uint32_t DumpJoiner::wpa_node(const WpaFunction& function,
                                   const std::vector<UnitBase>& bases) {
    const std::vector<std::uint32_t>& nodes = function.nodes;
    if (function.numbered) {
        return *function.numbered;
    }
    const std::uint32_t unit = unit_at(function.is.order, bases);
    for (const std::uint32_t node : nodes) {
        if (m_graph.nodes[node].unit == unit) {
            return node;
        }
    }
    const bool unsettled = unit == 0 || function.is.order > m_last_number.at(unit);
    if (nodes.size() == 1 && (unsettled || !is_of_header(nodes.front()))) {
        return nodes.front();
    }
    return node_of(function.is, unit, unit == 0 ? function.is.order : 0);
}

// What a unit did to a function of a header, every unit did that has code of it; so where WPA's
// function has no code in the dump of its unit, or the unit is not known, any of them tells.
std::uint32_t DumpJoiner::compiled_as(const WpaFunction& function, std::uint32_t node) const {
    if (node < m_is_host.size() && m_is_host[node]) {
        return m_first_function[node];
    }
    const std::vector<std::uint32_t>& nodes = function.nodes;
    const auto host = std::find_if(nodes.begin(), nodes.end(),
                                   [this](std::uint32_t other) { return m_is_host[other]; });
    return host != nodes.end()              ? m_first_function[*host]
           : node < m_first_function.size() ? m_first_function[node]
                                            : no_function;
}

void DumpJoiner::mark_lto_units(const std::vector<UnitBase>& bases) {
    std::vector<std::uint32_t> units;
    units.reserve(bases.size());
    for (const UnitBase& base : bases) {
        units.push_back(base.unit);
    }
    std::sort(units.begin(), units.end());
    for (std::size_t i = 0; i < m_graph.units.size(); ++i) {
        m_graph.history.compile[i].lto =
            std::binary_search(units.begin(), units.end(), m_graph.units[i]);
    }
}

void DumpJoiner::number_wpa(const std::vector<WpaFunction>& functions,
                            const std::vector<UnitBase>& bases) {
    CopyHistory& history = m_graph.history;
    history.first_of_wpa = static_cast<std::uint32_t>(m_graph.history_nodes.size());
    boost::unordered_flat_map<FunctionKey, std::uint32_t> first;
    m_numbering.clear();
    for (const WpaFunction& function : functions) {
        const std::uint32_t node = wpa_node(function, bases);
        const std::uint32_t number = new_function(node);
        const GraphNode& of = m_graph.nodes[node];
        // The order of a copy lies in the numbers of no unit, so that the source alone tells.
        const FunctionKey source{0, of.name, of.file, of.line, 0, 0};
        history.same_as[number] = first.emplace(source, number).first->second;
        history.compiled_as[number] = compiled_as(function, node);
        m_numbering[function.is.order] = {node, number};
        m_graph.nodes[node].in_wpa = true;
    }
}

Status DumpJoiner::add_wpa(std::string_view name, const ClonesDump& dump) {
    if (m_has_wpa) {
        return usage_error(fmt::format("{} is a second WPA dump: name a folder, or an image, that "
                                       "has the dumps of one link only",
                                       name));
    }
    m_has_wpa = m_graph.lto = true;
    std::sort(m_orders.begin(), m_orders.end());
    for (std::uint32_t node = 0; node < m_graph.nodes.size(); ++node) {
        const GraphNode& of = m_graph.nodes[node];
        const std::uint32_t base = m_graph.texts.number_of(base_name(m_graph.texts.text(of.file)));
        m_alike.add({0, of.name, of.file, of.line, 0, 0}, node);
        m_alike_by_base_name.add({0, of.name, base, of.line, 0, 0}, node);
    }
    std::vector<WpaFunction> functions;
    boost::unordered_flat_map<std::int32_t, bool> seen;
    for (const CloneEvent& event : dump.clones) {
        for (const DumpFunction& function : {event.original, event.clone}) {
            if (seen.emplace(function.order, true).second) {
                functions.push_back({function, candidates(function), {}});
            }
        }
    }
    const auto bases = bases_of_units(name, functions);
    if (!bases) {
        return tl::unexpected(bases.error());
    }
    mark_lto_units(*bases);
    settle_numbers(functions, *bases);
    number_wpa(functions, *bases);
    m_graph.history.wpa.reserve(dump.clones.size());
    for (const CloneEvent& event : dump.clones) {
        add_event(DumpStage::wpa, event, m_numbering.at(event.original.order),
                  m_numbering.at(event.clone.order), m_graph.history.wpa);
    }
    for (const DumpFunction& removal : dump.removals) {
        const auto at = m_numbering.find(removal.order);
        if (at != m_numbering.end()) {
            m_graph.nodes[at->second.node].removed = true;
        }
    }
    return {};
}

} // namespace klp
