// SPDX-License-Identifier: Apache-2.0
#include "cli/impact_check.hpp"

#include "cli/impact_graphs.hpp"
#include "impact/clone_census.hpp"
#include "measure/build_dumps.hpp"
#include "measure/check_inlines.hpp"
#include "measure/find_image.hpp"

#include <algorithm>

namespace klp {
namespace {

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
    if (check.image.empty()) {
        check.no_inlines = "there is no linked image; name it with --image";
        return check;
    }
    auto inlines = check_inlines(dumps->graph, check.image);
    if (!inlines) {
        return tl::unexpected(inlines.error());
    }
    check.inlines = inlines->checked;
    check.no_inlines = std::move(inlines->skipped);
    check.unexplained_inlines = std::move(inlines->unexplained);
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
