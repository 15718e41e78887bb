// SPDX-License-Identifier: Apache-2.0
#include "cli/visit_cell.hpp"

#include "base/sha256.hpp"
#include "build/suite.hpp"
#include "inspect/elf.hpp"
#include "measure/measure.hpp"
#include "os/bounded_text.hpp"
#include "os/clock.hpp"
#include "os/file.hpp"
#include "plan/layout_seed.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace klp {
namespace {

// More than the process runner keeps of a step of the build, so that only the output of a benchmark
// is cut here.
constexpr std::size_t diagnostic_limit = std::size_t{80} << 10;

Status add_hash(const std::string& name, const std::filesystem::path& image, VisitResult& result) {
    const Result<std::string> bytes = read_file(image);
    if (!bytes) {
        return tl::unexpected(bytes.error());
    }
    result.facts.push_back({name, sha256_hex(*bytes)});
    return {};
}

// The cell's own image stays what sizes and clones are read from; the layout image is what runs.
Status add_layout(const VisitSetting& setting, const SuiteBuildRequest& request, std::uint64_t seed,
                  Build& build, VisitResult& result) {
    KLP_TRY(add_hash("image.sha256", build.artifacts.image, result));
    if (setting.layouts == nullptr) {
        return {};
    }
    Result<Layout> layout = setting.layouts->link(request, seed, build);
    if (!layout) {
        return tl::unexpected(layout.error());
    }
    result.facts.push_back({"layout", std::move(layout->description)});
    if (layout->image.empty()) {
        return {};
    }
    KLP_TRY(add_hash("run_image.sha256", layout->image, result));
    result.layout = seed;
    build.artifacts.run_image = std::move(layout->image);
    return {};
}

// Its sizes and clones are those of its twin and would only be told twice.
void keep_of_twin(VisitResult& result) {
    std::erase_if(result.samples, [](const Sample& sample) {
        return !sample.metric.starts_with("runtime.") && !sample.metric.starts_with("compile.");
    });
    result.sections.clear();
    result.symbols.clear();
    result.dumps.clear();
    result.impact_sizes.clear();
}

} // namespace

Result<std::vector<std::string>> read_code_sections(const std::filesystem::path& object) {
    const Result<std::string> bytes = read_file(object);
    if (!bytes) {
        return tl::unexpected(bytes.error());
    }
    const Result<ElfFacts> facts = read_elf(*bytes);
    if (!facts) {
        return failure(fmt::format("{}: {}", object.string(), facts.error().message));
    }
    std::vector<std::string> names;
    for (const ElfSection& section : facts->sections) {
        if (section.executable && section.has_contents) {
            names.push_back(section.name);
        }
    }
    return names;
}

std::string bounded_diagnostic(const std::string& text) {
    BoundedText kept(diagnostic_limit);
    kept.append(text);
    return kept.text();
}

// "aead@…" with replicate 3 builds in work/klpbench.db/aead-3-XXXXXX.
Result<TemporaryFolder> make_build_folder(const VisitSetting& setting, const Workload& workload,
                                          const Visit& visit) {
    Result<TemporaryFolder> folder =
        TemporaryFolder::make(setting.work, fmt::format("{}-{}-", workload.name, visit.replicate));
    if (folder && setting.keep_builds) {
        folder->keep();
        KLP_TRY(write_file(folder->path() / "cell", setting.plan.cells.at(visit.cell).id + "\n"));
    }
    return folder;
}

Result<VisitResult> visit_cell(const VisitSetting& setting, const Visit& visit,
                               std::optional<int> cpu) {
    const PlannedCell& cell = setting.plan.cells.at(visit.cell);
    const Workload& workload = setting.experiment.workloads.at(cell.workload);
    VisitResult result;
    result.cell = cell.id;
    result.replicate = visit.replicate;
    result.started = epoch_now();
    const Result<TemporaryFolder> folder = make_build_folder(setting, workload, visit);
    if (!folder) {
        return tl::unexpected(folder.error());
    }
    const SuiteBuildRequest request{workload,
                                    cell.flags,
                                    setting.drivers.at(cell.workload),
                                    setting.shims.at(cell.flags.compiler),
                                    folder->path(),
                                    cpu};
    Result<Build> build = build_suite(request, setting.runner);
    if (!build) {
        return tl::unexpected(build.error());
    }
    const std::uint64_t seed = layout_seed(setting.experiment, workload.name, visit.replicate);
    if (build->outcome == Outcome::ok) {
        KLP_TRY(add_layout(setting, request, seed, *build, result));
    }
    result.outcome = build->outcome;
    result.reason = std::move(build->reason);
    result.diagnostic = std::move(build->diagnostic);
    result.children_s = build->children_s;
    result.commands = std::move(build->commands);
    if (result.outcome == Outcome::ok) {
        KLP_TRY(measure({workload,
                         build->artifacts,
                         setting.experiment.metrics,
                         setting.experiment.benchmark_min_time_s,
                         cpu,
                         {environment_pad(seed)},
                         setting.counting},
                        setting.runner, result));
    }
    if (cell.role != CellRole::measured) {
        keep_of_twin(result);
    }
    result.diagnostic = bounded_diagnostic(result.diagnostic);
    result.ended = epoch_now();
    return result;
}

} // namespace klp
