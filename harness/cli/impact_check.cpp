// SPDX-License-Identifier: Apache-2.0
#include "cli/impact_check.hpp"

#include "cli/impact_graphs.hpp"
#include "impact/clone_census.hpp"
#include "impact/explain_by_graph.hpp"
#include "inspect/dwarf.hpp"
#include "measure/build_dumps.hpp"
#include "measure/find_image.hpp"
#include "os/file.hpp"

#include <algorithm>

namespace klp {
namespace {

Status check_inlines(const CloneGraph& graph, GraphCheck& check) {
    if (check.image.empty()) {
        check.no_inlines = "there is no linked image; name it with --image";
        return {};
    }
    const Result<std::string> bytes = read_file(check.image);
    if (!bytes) {
        return tl::unexpected(bytes.error());
    }
    const Result<DebugFacts> facts = read_debug_info(*bytes);
    if (!facts || facts->empty()) {
        check.no_inlines = facts ? "the image has no debug information" : facts.error().message;
        return {};
    }
    const InlineExplanation explanation = explain_inlines(graph, *facts);
    check.inlines = explanation.checked;
    for (const HeldInline& held : explanation.unexplained) {
        check.unexplained_inlines.push_back(to_string(held));
    }
    return {};
}

Result<GraphCheck> check_graph(const std::string& folder, const std::string& image) {
    const auto places = dumps_in(folder);
    const auto dumps =
        places ? read_dumps(*places, false) : Result<ReadDumps>(tl::unexpected(places.error()));
    if (!dumps) {
        return tl::unexpected(dumps.error());
    }
    const auto found = find_symbols(folder, *places, image);
    if (!found) {
        return tl::unexpected(found.error());
    }
    if (found->symbols.empty()) {
        return usage_error(folder + " has no image or objects to hold the dumps against; name "
                                    "the image with --image");
    }
    GraphCheck check;
    check.dumps = folder;
    check.image = found->image;
    check.clone_symbols =
        std::count_if(found->symbols.begin(), found->symbols.end(),
                      [](const FunctionSymbol& symbol) { return has_clone_suffix(symbol.name); });
    check.unexplained_symbols = unexplained_clone_symbols(dumps->graph, found->symbols);
    KLP_TRY(check_inlines(dumps->graph, check));
    return check;
}

} // namespace

Result<std::vector<GraphCheck>> check_graphs(const std::vector<std::string>& folders,
                                             const std::string& image) {
    std::vector<GraphCheck> checks;
    for (const std::string& folder : folders) {
        auto check = check_graph(folder, image);
        if (!check) {
            return tl::unexpected(check.error());
        }
        checks.push_back(std::move(*check));
    }
    return checks;
}

} // namespace klp
