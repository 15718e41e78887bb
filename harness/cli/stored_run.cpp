// SPDX-License-Identifier: Apache-2.0
#include "cli/stored_run.hpp"

#include "analyze/answer.hpp"
#include "analyze/compare_pairs.hpp"

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

Result<RunEvidence> load_evidence(Store& store, std::int64_t id) {
    Result<RunResult> run = store.load_run(id);
    if (!run) {
        return tl::unexpected(run.error());
    }
    Result<std::vector<FunctionOverlap>> overlaps = section_gc_overlaps(store, *run);
    if (!overlaps) {
        return tl::unexpected(overlaps.error());
    }
    return RunEvidence{*std::move(run), *std::move(overlaps)};
}

Result<std::vector<ImageContents>> load_images(Store& store, const RunResult& run) {
    std::vector<ImageContents> images;
    for (std::size_t i = 0; i < run.cells.size(); ++i) {
        auto sections = store.sections(run.run_id, run.cells[i].id);
        auto symbols = store.symbols(run.run_id, run.cells[i].id);
        if (!sections || !symbols) {
            return tl::unexpected(!sections ? sections.error() : symbols.error());
        }
        if (!sections->empty()) {
            images.push_back({i, *std::move(sections), *std::move(symbols)});
        }
    }
    return images;
}

struct SelectedRun {
    Store store;
    std::int64_t id = 0;
};

Result<SelectedRun> open_selected(const RunSelection& selection) {
    Result<Store> store = Store::open_existing(selection.database);
    if (!store) {
        return tl::unexpected(store.error());
    }
    const Result<std::int64_t> id = selected_run(*store, selection);
    if (!id) {
        return tl::unexpected(id.error());
    }
    return SelectedRun{*std::move(store), *id};
}

bool has_kernels(const RunSummary& run) {
    const auto& kinds = run.workload_kinds;
    return std::find(kinds.begin(), kinds.end(), kernel_kind) != kinds.end();
}

// The latest run for which `is_wanted` holds: of the finished ones, or of all when none is.
template <typename Predicate>
const RunSummary* latest(const std::vector<RunSummary>& oldest_first, const Predicate& is_wanted) {
    const RunSummary* found = nullptr;
    for (const RunSummary& run : oldest_first) {
        if (is_wanted(run) && (found == nullptr || !run.ended.empty() || found->ended.empty())) {
            found = &run;
        }
    }
    return found;
}

// The latest run of every experiment with kernels, the newest first, then the latest without.
// Empty when no run has kernels.
std::vector<std::int64_t> runs_kernels_first(const std::vector<RunSummary>& oldest_first) {
    std::vector<std::int64_t> chosen;
    std::set<std::string> seen;
    for (auto run = oldest_first.rbegin(); run != oldest_first.rend(); ++run) {
        if (has_kernels(*run) && seen.insert(run->experiment).second) {
            chosen.push_back(latest(oldest_first, [&run](const RunSummary& candidate) {
                                 return has_kernels(candidate) &&
                                        candidate.experiment == run->experiment;
                             })->id);
        }
    }
    const RunSummary* further = latest(
        oldest_first, [](const RunSummary& run) { return !has_kernels(run) && !run.confirms; });
    if (!chosen.empty() && further != nullptr) {
        chosen.push_back(further->id);
    }
    return chosen;
}

} // namespace

Result<std::int64_t> selected_run(Store& store, const RunSelection& selection) {
    return selection.id ? Result<std::int64_t>(*selection.id)
                        : store.latest_run(selection.experiment);
}

Result<RunResult> load_measured_run(const RunSelection& selection) {
    Result<SelectedRun> selected = open_selected(selection);
    return selected ? selected->store.load_run(selected->id) : tl::unexpected(selected.error());
}

Result<StoredRun> load_stored_run(const RunSelection& selection, LoadDetails details) {
    Result<SelectedRun> selected = open_selected(selection);
    if (!selected) {
        return tl::unexpected(selected.error());
    }
    Store& store = selected->store;
    Result<RunEvidence> evidence = load_evidence(store, selected->id);
    if (!evidence) {
        return tl::unexpected(evidence.error());
    }
    Answer answers = answer(evidence->run, evidence->overlaps);
    StoredRun stored{std::move(evidence->run), std::move(answers), {}};
    if (details == LoadDetails::yes) {
        Result<std::vector<ImageContents>> images = load_images(store, stored.run);
        if (!images) {
            return tl::unexpected(images.error());
        }
        stored.details = compare_pairs(stored.run);
        stored.details.images = *std::move(images);
    }
    return stored;
}

Result<Answer> load_answer(const RunSelection& selection) {
    Result<Store> store = Store::open_existing(selection.database);
    if (!store) {
        return tl::unexpected(store.error());
    }
    std::vector<RunEvidence> evidence;
    if (!selection.id && selection.experiment.empty()) {
        const Result<std::vector<RunSummary>> runs = store->list_runs();
        if (!runs) {
            return tl::unexpected(runs.error());
        }
        for (const std::int64_t id : runs_kernels_first(*runs)) {
            Result<RunEvidence> one = load_evidence(*store, id);
            if (!one) {
                return tl::unexpected(one.error());
            }
            evidence.push_back(*std::move(one));
        }
    }
    if (!evidence.empty()) {
        return answer(evidence);
    }
    Result<StoredRun> stored = load_stored_run(selection);
    return stored ? Result<Answer>(std::move(stored->answer)) : tl::unexpected(stored.error());
}

} // namespace klp
