// SPDX-License-Identifier: Apache-2.0
//
// For Graphviz: a cluster for each configuration, an edge for each step on a shown path. Functions
// that change are boxes, those that must be replaced are filled.
#include "report/impact_report.hpp"
#include "report/layout.hpp"

#include <fmt/format.h>

#include <map>
#include <set>
#include <tuple>

namespace klp {
namespace {

// A quoted DOT string: only the quote and the backslash are special in it.
std::string dot_string(std::string_view text) {
    std::string literal = "\"";
    for (const char byte : visible(text)) {
        if (byte == '"' || byte == '\\') {
            literal += '\\';
        }
        literal += byte;
    }
    return literal + "\"";
}

struct Cluster {
    std::set<std::string> changed;
    std::set<std::string> replaced;
    std::set<std::tuple<std::string, std::string, std::string>> steps; ///< from, to, kind
};

Cluster collect(const ConfigurationImpact& impact) {
    Cluster cluster;
    for (const FunctionImpact& function : impact.functions) {
        cluster.changed.insert(function.function.name);
        for (const AffectedFunction& affected : function.affected) {
            cluster.replaced.insert(affected.function.name);
            std::string from = function.function.name;
            for (const ImpactStep& step : affected.steps) {
                cluster.steps.emplace(from, step.into, step.kind);
                from = step.into;
            }
        }
    }
    return cluster;
}

std::string cluster_text(const std::string& label, const Cluster& cluster, std::size_t number) {
    std::string text =
        fmt::format("  subgraph cluster_{} {{\n    label={};\n", number, dot_string(label));
    std::map<std::string, std::string> styles;
    for (const auto& [from, to, kind] : cluster.steps) {
        styles[from] = styles[to] = "style=dashed";
    }
    for (const std::string& name : cluster.changed) {
        styles[name] = "style=dashed, shape=box";
    }
    for (const std::string& name : cluster.replaced) {
        styles[name] = cluster.changed.contains(name) ? "style=filled, shape=box" : "style=filled";
    }
    const auto id = [number](const std::string& name) {
        return dot_string(fmt::format("{}:{}", number, name));
    };
    for (const auto& [name, style] : styles) {
        text += fmt::format("    {} [label={}, {}];\n", id(name), dot_string(name), style);
    }
    for (const auto& [from, to, kind] : cluster.steps) {
        text += fmt::format("    {} -> {} [label={}];\n", id(from), id(to), dot_string(kind));
    }
    return text + "  }\n";
}

} // namespace

std::string render_impact_dot(const ImpactReport& report, const RenderOptions&) {
    std::string text = fmt::format("digraph impact {{\n  label={};\n  rankdir=LR;\n",
                                   dot_string("Impact of " + report.question));
    std::size_t number = 0;
    for (const ConfigurationImpact& impact : report.configurations) {
        text += cluster_text(impact_label(report, impact), collect(impact), number++);
    }
    return text + "}\n";
}

} // namespace klp
