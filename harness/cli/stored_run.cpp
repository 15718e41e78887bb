// SPDX-License-Identifier: Apache-2.0
#include "cli/stored_run.hpp"

#include "analyze/answer.hpp"

#include <algorithm>
#include <set>

namespace klp {
namespace {

// Names of the functions of an image, as the source has them: a clone or a `.lto_priv` copy
// counts as the function it came from.
Result<std::set<std::string>> function_names(Store& store, std::int64_t run,
                                             const std::string& cell) {
    const Result<std::vector<SymbolSize>> symbols = store.symbols(run, cell);
    if (!symbols) {
        return tl::unexpected(symbols.error());
    }
    std::set<std::string> names;
    for (const SymbolSize& symbol : *symbols) {
        if (symbol.kind == "function") {
            names.insert(symbol.symbol.substr(0, symbol.symbol.find('.')));
        }
    }
    return names;
}

const CellResult* find_cell(const RunResult& run, const std::string& workload,
                            const Configuration& configuration) {
    for (const CellResult& cell : run.cells) {
        if (cell.workload == workload && cell.configuration == configuration &&
            cell.outcome == Outcome::ok) {
            return &cell;
        }
    }
    return nullptr;
}

// For the question equals-section-gc: {lto=full, section_gc=off} against {lto=off, section_gc=on},
// both with inline-only-static, the other axes equal.
Result<std::vector<FunctionOverlap>> section_gc_overlaps(Store& store, const RunResult& run) {
    std::vector<FunctionOverlap> overlaps;
    const auto under_lto =
        Configuration::parse("lto=full,live_patching=inline-only-static,section_gc=off");
    for (const CellResult& cell : run.cells) {
        if (cell.outcome != Outcome::ok || !cell.configuration.matches(*under_lto)) {
            continue;
        }
        const CellResult* other = find_cell(
            run, cell.workload, cell.configuration.with("lto", "off").with("section_gc", "on"));
        if (other == nullptr) {
            continue;
        }
        const auto a = function_names(store, run.run_id, cell.id);
        const auto b = function_names(store, run.run_id, other->id);
        if (!a || !b) {
            return tl::unexpected(!a ? a.error() : b.error());
        }
        std::set<std::string> all = *a;
        all.insert(b->begin(), b->end());
        const auto common = std::count_if(a->begin(), a->end(),
                                          [&b](const auto& name) { return b->contains(name); });
        if (!all.empty()) {
            overlaps.push_back({cell.configuration.get(compiler_axis), cell.workload,
                                static_cast<double>(common) / static_cast<double>(all.size())});
        }
    }
    return overlaps;
}

} // namespace

Result<StoredRun> load_stored_run(const RunSelection& selection) {
    Result<Store> store = Store::open_existing(selection.database);
    if (!store) {
        return tl::unexpected(store.error());
    }
    const Result<std::int64_t> id = selection.id ? Result<std::int64_t>(*selection.id)
                                                 : store->latest_run(selection.experiment);
    if (!id) {
        return tl::unexpected(id.error());
    }
    Result<RunResult> run = store->load_run(*id);
    if (!run) {
        return tl::unexpected(run.error());
    }
    const Result<std::vector<FunctionOverlap>> overlaps = section_gc_overlaps(*store, *run);
    if (!overlaps) {
        return tl::unexpected(overlaps.error());
    }
    Answer answers = answer(*run, *overlaps);
    return StoredRun{std::move(*run), std::move(answers)};
}

} // namespace klp
