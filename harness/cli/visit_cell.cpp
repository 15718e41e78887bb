// SPDX-License-Identifier: Apache-2.0
#include "cli/visit_cell.hpp"

#include "build/suite.hpp"
#include "measure/measure.hpp"
#include "os/bounded_text.hpp"
#include "os/clock.hpp"
#include "os/file.hpp"

#include <fmt/format.h>

namespace klp {
namespace {

// More than the process runner keeps of a step of the build, so that only the output of a benchmark
// is cut here.
constexpr std::size_t diagnostic_limit = std::size_t{80} << 10;

} // namespace

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
    Result<Build> build = build_suite({workload, cell.flags, setting.drivers.at(cell.workload),
                                       setting.shims.at(cell.flags.compiler), folder->path(), cpu},
                                      setting.runner);
    if (!build) {
        return tl::unexpected(build.error());
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
                         {},
                         setting.counting},
                        setting.runner, result));
    }
    result.diagnostic = bounded_diagnostic(result.diagnostic);
    result.ended = epoch_now();
    return result;
}

} // namespace klp
