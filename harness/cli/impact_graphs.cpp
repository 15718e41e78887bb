// SPDX-License-Identifier: Apache-2.0
#include "cli/impact_graphs.hpp"

#include "analyze/complete_configuration.hpp"
#include "impact/source_root.hpp"
#include "measure/find_image.hpp"
#include "store/store.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <functional>
#include <future>
#include <set>

namespace klp {
namespace {

// What makes the figures less than exact.
std::vector<std::string> notes_of(const ReadDumps& dumps) {
    if (dumps.malformed_lines == 0) {
        return {};
    }
    return {fmt::format("{} malformed line{} skipped, the first: {}", dumps.malformed_lines,
                        dumps.malformed_lines == 1 ? "" : "s", dumps.malformed.front())};
}

Status check_strict(const ReadDumps& dumps, bool strict) {
    if (strict && !dumps.malformed.empty()) {
        return usage_error(dumps.malformed.front());
    }
    return {};
}

Result<LoadedGraph> of_folder(const GraphSelection& selection, const std::string& folder) {
    const auto places = dumps_in(folder);
    if (!places) {
        return tl::unexpected(places.error());
    }
    auto finding = std::async(std::launch::async, find_symbols, folder, std::cref(*places),
                              std::cref(selection.image));
    auto dumps = read_dumps(*places, false);
    const auto symbols = finding.get();
    if (!dumps || !symbols) {
        return tl::unexpected(!dumps ? dumps.error() : symbols.error());
    }
    KLP_TRY(check_strict(*dumps, selection.strict));
    LoadedGraph loaded;
    loaded.dumps = folder;
    loaded.image = symbols->image;
    Survivors survivors = symbols->symbols.empty() ? mark_survivors(dumps->graph)
                                                   : mark_survivors(dumps->graph, symbols->symbols);
    loaded.notes = notes_of(*dumps);
    loaded.doubtful = std::move(survivors.doubtful);
    if (symbols->symbols.empty()) {
        loaded.notes.emplace_back("no image or object was found in the folder: every function "
                                  "that the dumps do not remove is taken to survive");
    }
    loaded.graph = std::move(dumps->graph);
    loaded.root = strip_source_root(loaded.graph);
    return loaded;
}

Result<LoadedGraph> of_cell(Store& store, const RunResult& run, const CellResult& cell,
                            bool strict) {
    const auto texts = store.dumps(run.run_id, cell.id);
    const auto symbols = store.symbols(run.run_id, cell.id);
    if (!texts || !symbols) {
        return tl::unexpected(!texts ? texts.error() : symbols.error());
    }
    if (texts->empty()) {
        return usage_error(fmt::format("run {} stored no dumps of {}: measure it with this "
                                       "klpbench",
                                       run.run_id, cell.id));
    }
    auto dumps = read_dumps(*texts);
    if (!dumps) {
        return tl::unexpected(dumps.error());
    }
    KLP_TRY(check_strict(*dumps, strict));
    LoadedGraph loaded;
    loaded.workload = cell.workload;
    loaded.configuration = cell.configuration;
    loaded.notes = notes_of(*dumps);
    loaded.doubtful = mark_survivors(dumps->graph, function_symbols(*symbols)).doubtful;
    loaded.graph = std::move(dumps->graph);
    loaded.root = strip_source_root(loaded.graph);
    return loaded;
}

Result<std::string> only_workload(const RunResult& run, const std::string& asked) {
    std::set<std::string> workloads;
    for (const CellResult& cell : run.cells) {
        workloads.insert(cell.workload);
    }
    if (asked.empty() && workloads.size() == 1) {
        return *workloads.begin();
    }
    if (asked.empty() || !workloads.contains(asked)) {
        return usage_error(fmt::format("{} run {} has: --workload {}",
                                       asked.empty() ? "name one of the workloads that"
                                                     : "\"" + asked + "\" is no workload;",
                                       run.run_id, fmt::join(workloads, ", ")));
    }
    return asked;
}

Result<std::vector<Configuration>> asked_for(const RunResult& run,
                                             const std::vector<std::string>& texts) {
    std::vector<Configuration> configurations;
    for (const std::string& text : texts) {
        const auto partial = Configuration::parse(text);
        if (!partial) {
            return usage_error(
                fmt::format("\"{}\" is not a configuration: write AXIS=VALUE,AXIS=VALUE", text));
        }
        const auto whole = analysis::complete_configuration(run, *partial);
        if (!whole) {
            return tl::unexpected(whole.error());
        }
        configurations.push_back(*whole);
    }
    return configurations;
}

Result<std::vector<LoadedGraph>> of_stored(const GraphSelection& selection) {
    auto store = Store::open_existing(selection.run.database);
    const auto id = store ? selected_run(*store, selection.run) : tl::unexpected(store.error());
    const auto loaded = id ? store->load_run(*id) : tl::unexpected(id.error());
    if (!loaded) {
        return tl::unexpected(loaded.error());
    }
    const RunResult& run = *loaded;
    const auto workload = only_workload(run, selection.workload);
    const auto asked = asked_for(run, selection.configurations);
    if (!workload || !asked) {
        return tl::unexpected(!workload ? workload.error() : asked.error());
    }
    std::vector<LoadedGraph> graphs;
    for (const CellResult& cell : run.cells) {
        const bool wanted = asked->empty() || std::find(asked->begin(), asked->end(),
                                                        cell.configuration) != asked->end();
        if (cell.workload != *workload || !wanted) {
            continue;
        }
        if (cell.outcome != Outcome::ok) {
            if (!asked->empty()) {
                return usage_error(
                    fmt::format("{} is {}: {}", cell.id, to_string(cell.outcome), cell.reason));
            }
            continue;
        }
        auto graph = of_cell(*store, run, cell, selection.strict);
        if (!graph) {
            return tl::unexpected(graph.error());
        }
        graphs.push_back(std::move(*graph));
    }
    if (graphs.empty()) {
        return usage_error(
            fmt::format("run {} has no cell of {} that is ok", run.run_id, *workload));
    }
    return graphs;
}

} // namespace

Result<std::vector<DumpPlace>> dumps_in(const std::string& folder) {
    auto places = find_dumps(folder);
    if (!places) {
        return usage_error(places.error().message);
    }
    if (places->empty()) {
        return usage_error(fmt::format("{} has no *.ipa-clones: compile, and with LTO link too, "
                                       "with -fdump-ipa-clones",
                                       folder));
    }
    return places;
}

Result<std::vector<LoadedGraph>> load_graphs(const GraphSelection& selection) {
    if (selection.dumps.empty()) {
        return of_stored(selection);
    }
    std::vector<LoadedGraph> graphs;
    for (const std::string& folder : selection.dumps) {
        auto graph = of_folder(selection, folder);
        if (!graph) {
            return tl::unexpected(graph.error());
        }
        graphs.push_back(std::move(*graph));
    }
    return graphs;
}

} // namespace klp
