// SPDX-License-Identifier: Apache-2.0
#include "report/impact_report.hpp"
#include "report/json_parts.hpp"
#include "report/layout.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace klp {
namespace {

constexpr std::size_t most_listed = 40; // JSON has them all

std::string list_text(const std::vector<std::string>& unexplained) {
    std::string text;
    for (std::size_t i = 0; i < std::min(most_listed, unexplained.size()); ++i) {
        text += paragraph(unexplained[i], 4);
    }
    if (unexplained.size() > most_listed) {
        text += fmt::format("    … and {} more; --json has them all\n",
                            unexplained.size() - most_listed);
    }
    return text;
}

} // namespace

std::string render_graph_checks_text(const std::vector<GraphCheck>& checks) {
    std::string text;
    for (const GraphCheck& check : checks) {
        text += paragraph(fmt::format("{}, held against {}", check.dumps,
                                      check.image.empty() ? "its objects" : check.image),
                          0);
        text += fmt::format("  {} symbols with a clone's suffix, {} unexplained by the dumps\n",
                            check.clone_symbols, check.unexplained_symbols.size());
        text += list_text(check.unexplained_symbols);
        text += check.inlines
                    ? fmt::format("  {} inlined functions in functions of the debug information, "
                                  "{} unexplained\n",
                                  *check.inlines, check.unexplained_inlines.size())
                    : paragraph("inlined functions were not checked: " + check.no_inlines, 2);
        text += list_text(check.unexplained_inlines);
    }
    return text;
}

std::string render_graph_checks_json(const std::vector<GraphCheck>& checks) {
    Json list = Json::array();
    for (const GraphCheck& check : checks) {
        Json json{{"dumps", check.dumps},
                  {"image", check.image},
                  {"clone_symbols", check.clone_symbols},
                  {"unexplained_symbols", check.unexplained_symbols}};
        if (check.inlines) {
            json["inlines"] = *check.inlines;
            json["unexplained_inlines"] = check.unexplained_inlines;
        } else {
            json["inlines"] = Json{{"skipped", check.no_inlines}};
        }
        list.push_back(std::move(json));
    }
    return json_text(list);
}

} // namespace klp
