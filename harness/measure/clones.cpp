// SPDX-License-Identifier: Apache-2.0
//
// clones.* and impact.*: from the dumps of -fdump-ipa-clones that the compiles and the link left
// behind, joined into one graph and held against the image.
#include "impact/clone_census.hpp"
#include "impact/copies_by_node.hpp"
#include "impact/impact_census.hpp"
#include "measure/build_dumps.hpp"
#include "measure/check_inlines.hpp"
#include "measure/family.hpp"
#include "model/unit_log.hpp"
#include "os/file.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <set>

namespace klp {
namespace {

constexpr std::array<const char*, 13> metrics{"clones.inline_copies",
                                              "clones.physical_copies",
                                              "clones.inline_copies_cross_unit",
                                              "clones.constprop",
                                              "clones.isra",
                                              "clones.part",
                                              "clones.unexplained_symbols",
                                              "clones.unexplained_inlines",
                                              "impact.mean",
                                              "impact.p90",
                                              "impact.p99",
                                              "impact.max",
                                              "impact.selectively_inlined"};

// The main files of the units, as the dumps name them.
Result<std::set<std::string, std::less<>>> sources_of(const MeasureRequest& request) {
    const std::vector<std::string>& sources = request.workload.sources;
    if (!request.artifacts.kernel) {
        return std::set<std::string, std::less<>>{sources.begin(), sources.end()};
    }
    const Result<std::string> log = read_file(request.artifacts.kernel->unit_log);
    if (!log) {
        return tl::unexpected(log.error());
    }
    std::set<std::string, std::less<>> units;
    for (const LoggedUnit& unit : read_unit_log(*log)) {
        units.insert(unit.source());
    }
    return units;
}

void skip_all(VisitResult& visit, const std::string& reason) {
    for (const char* metric : metrics) {
        skip_sample(visit, metric, reason);
    }
}

void add_census(VisitResult& visit, const CloneCensus& census) {
    const auto add = [&visit](const char* metric, std::int64_t count) {
        add_sample(visit, metric, static_cast<double>(count));
    };
    add("clones.inline_copies", census.inline_copies);
    add("clones.inline_copies_cross_unit", census.inline_copies_cross_unit);
    add("clones.constprop", census.constprop);
    add("clones.isra", census.isra);
    add("clones.part", census.part);
}

void add_impact(VisitResult& visit, ImpactCensus census) {
    if (census.sizes.empty()) {
        for (const char* metric : metrics) {
            if (std::string_view(metric).starts_with("impact.")) {
                skip_sample(visit, metric, no_symbols);
            }
        }
        return;
    }
    add_sample(visit, "impact.mean", mean_size(census.sizes));
    add_sample(visit, "impact.p90", size_quantile(census.sizes, 0.90));
    add_sample(visit, "impact.p99", size_quantile(census.sizes, 0.99));
    add_sample(visit, "impact.max", size_quantile(census.sizes, 1));
    add_sample(visit, "impact.selectively_inlined", census.selectively_inlined);
    visit.impact_sizes = std::move(census.sizes);
}

void add_physical_copies(VisitResult& visit, CloneGraph& graph,
                         const std::vector<FunctionSymbol>& symbols) {
    constexpr const char* metric = "clones.physical_copies";
    if (symbols.empty()) {
        skip_sample(visit, metric, no_symbols);
        return;
    }
    std::int64_t sum = 0;
    for (const std::int64_t copies : copies_by_node(graph)) {
        add_copies(sum, copies);
    }
    add_sample(visit, metric, static_cast<double>(sum));
}

// What the counts are of, a line each; not without end.
void list_unexplained(VisitResult& visit, const char* fact, const std::vector<std::string>& names) {
    constexpr std::size_t most_listed = 1000;
    if (visit.replicate != 0 || names.empty()) {
        return;
    }
    const auto listed = static_cast<std::ptrdiff_t>(std::min(names.size(), most_listed));
    visit.facts.push_back(
        {fact, fmt::format("{}", fmt::join(names.begin(), names.begin() + listed, "\n"))});
}

// Held against the image, function by function, where it has debug information.
Status add_unexplained_inlines(const MeasureRequest& request, const CloneGraph& graph,
                               VisitResult& visit) {
    constexpr const char* metric = "clones.unexplained_inlines";
    const Result<InlineCheck> check = check_inlines(graph, request.artifacts.image);
    if (!check) {
        return tl::unexpected(check.error());
    }
    if (check->checked) {
        add_sample(visit, metric, static_cast<double>(check->unexplained.size()));
        list_unexplained(visit, "unexplained_inlines", check->unexplained);
    } else {
        skip_sample(visit, metric, check->skipped);
    }
    return {};
}

} // namespace

Status measure_clones(const MeasureRequest& request, ProcessRunner&, VisitResult& visit) {
    const auto places = find_dumps(request.artifacts.folder, request.workload.kernel
                                                                 ? request.workload.kernel->apart
                                                                 : std::vector<std::string>());
    if (!places) {
        return tl::unexpected(places.error());
    }
    if (places->empty()) {
        skip_all(visit, "the compiler wrote no -fdump-ipa-clones dump");
        return {};
    }
    auto dumps = read_dumps(*places, visit.replicate == 0);
    if (!dumps && dumps.error().kind != ErrorKind::usage) {
        return tl::unexpected(dumps.error());
    }
    if (!dumps || !dumps->malformed.empty()) {
        skip_all(visit, dumps ? dumps->malformed.front() : dumps.error().message);
        return {};
    }
    const auto sources = sources_of(request);
    if (!sources) {
        return tl::unexpected(sources.error());
    }
    if (visit.symbols.empty()) { // the sizes were not asked for; `impact` needs them with the dumps
        auto all_symbols = read_symbols(request.artifacts.image);
        if (!all_symbols) {
            return tl::unexpected(all_symbols.error());
        }
        visit.symbols = std::move(*all_symbols);
    }
    const std::vector<FunctionSymbol> symbols = function_symbols(visit.symbols);
    visit.dumps = std::move(dumps->texts);
    add_census(visit, count_clones(dumps->graph, *sources));
    if (symbols.empty()) {
        skip_sample(visit, "clones.unexplained_symbols", no_symbols);
    } else {
        const auto unexplained = unexplained_clone_symbols(dumps->graph, symbols);
        add_sample(visit, "clones.unexplained_symbols", static_cast<double>(unexplained.size()));
        list_unexplained(visit, "unexplained_symbols", unexplained);
    }
    KLP_TRY(add_unexplained_inlines(request, dumps->graph, visit));
    mark_survivors(dumps->graph, symbols);
    add_physical_copies(visit, dumps->graph, symbols);
    add_impact(visit, take_impact_census(dumps->graph));
    return {};
}

} // namespace klp
