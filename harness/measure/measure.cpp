// SPDX-License-Identifier: Apache-2.0
#include "measure/measure.hpp"

#include "measure/family.hpp"
#include "model/experiment.hpp"
#include "model/metric.hpp"

#include <algorithm>
#include <array>

namespace klp {
namespace {

enum class Scope { every, suites, kernels };

struct Family {
    std::array<std::string_view, 3> prefixes; ///< of the metrics it yields
    Status (*measure)(const MeasureRequest&, ProcessRunner&, VisitResult&);
    Scope scope = Scope::every;
};

constexpr std::array families{
    Family{{"compile.", "lto.", "link."}, measure_processes},
    Family{{"size.", "symbols."}, measure_image},
    Family{{"clones.", "impact."}, measure_clones},
    Family{{"gc."}, measure_section_gc},
    Family{{"size.", "objtool."}, measure_kernel, Scope::kernels},
    // The names of the benchmarks come from the first of the two.
    Family{{"runtime."}, measure_runtime, Scope::suites},
    Family{{"runtime.BENCH.instructions"}, measure_instructions, Scope::suites},
};

// A kernel runs in a machine of its own: see boot.hpp.
bool is_in_scope(const Family& family, const MeasureRequest& request) {
    return family.scope == Scope::every ||
           (family.scope == Scope::kernels) == request.artifacts.kernel.has_value();
}

bool is_wanted(const Family& family, const std::vector<std::string>& patterns) {
    const auto metrics = metric_table();
    return std::any_of(metrics.begin(), metrics.end(), [&](const MetricInfo& metric) {
        const bool ours = std::any_of(family.prefixes.begin(), family.prefixes.end(),
                                      [&metric](std::string_view prefix) {
                                          return !prefix.empty() && metric.name.starts_with(prefix);
                                      });
        return ours &&
               std::any_of(patterns.begin(), patterns.end(), [&metric](const std::string& pattern) {
                   return may_select(pattern, metric);
               });
    });
}

// The answers must be right before anything is measured.
Status run_self_test(const MeasureRequest& request, ProcessRunner& runner, VisitResult& visit) {
    constexpr int exit_wrong_result = 3;
    const Result<ProcessResult> result = run_image(request, runner, visit, {"--self-test"},
                                                   request.workload.limits.self_test, "self-test");
    if (!result) {
        return tl::unexpected(result.error());
    }
    if (result->ok()) {
        return {};
    }
    const bool wrong =
        result->end == ProcessResult::End::exited && result->status == exit_wrong_result;
    visit.outcome = wrong                                          ? Outcome::wrong_result
                    : result->end == ProcessResult::End::timed_out ? Outcome::timeout
                                                                   : Outcome::run_failed;
    visit.reason = "the self-test " + (wrong ? "found a wrong answer" : describe_end(*result));
    visit.diagnostic = result->error_output.empty() ? result->output : result->error_output;
    return {};
}

} // namespace

void add_sample(VisitResult& visit, std::string metric, double value) {
    visit.samples.push_back({std::move(metric), value, {}});
}

void skip_sample(VisitResult& visit, std::string metric, std::string reason) {
    visit.samples.push_back({std::move(metric), 0, std::move(reason)});
}

Result<ProcessResult> run_image(const MeasureRequest& request, ProcessRunner& runner,
                                VisitResult& visit, std::vector<std::string> arguments,
                                double limit_s, const std::string& phase,
                                std::vector<std::pair<std::string, std::string>> environment) {
    arguments.insert(arguments.begin(), image_to_run(request.artifacts).string());
    environment.insert(environment.begin(), {"LC_ALL", "C"});
    environment.insert(environment.end(), request.environment.begin(), request.environment.end());
    return run_step(request, runner, visit, std::move(arguments), std::move(environment), limit_s,
                    phase);
}

Result<ProcessResult> run_step(const MeasureRequest& request, ProcessRunner& runner,
                               VisitResult& visit, std::vector<std::string> argv,
                               std::vector<std::pair<std::string, std::string>> environment,
                               double limit_s, const std::string& phase) {
    ProcessRequest step;
    step.argv = std::move(argv);
    step.directory = request.artifacts.folder;
    step.environment = std::move(environment);
    step.limit_s = limit_s;
    step.cpu = request.cpu;
    step.keep_output = std::size_t{4} << 20;
    step.record_phase = phase;
    ProcessResult result = runner.run(step);
    visit.children_s += result.wall_s;
    visit.commands.push_back(std::move(step.argv));
    if (result.end == ProcessResult::End::interrupted) {
        return interrupted();
    }
    if (result.end == ProcessResult::End::not_started) {
        return failure("the " + phase + ": " + result.error_output);
    }
    if (found_disk_full(result)) {
        return failure("the " + phase + ": no space left in " + request.artifacts.folder.string() +
                       ": free some and run the same command again");
    }
    return result;
}

Status measure(const MeasureRequest& request, ProcessRunner& runner, VisitResult& visit) {
    if (!request.artifacts.kernel) {
        KLP_TRY(run_self_test(request, runner, visit));
    }
    for (const Family& family : families) {
        if (visit.outcome == Outcome::ok && is_in_scope(family, request) &&
            is_wanted(family, request.metrics)) {
            KLP_TRY(family.measure(request, runner, visit));
        }
    }
    if (visit.outcome != Outcome::ok) {
        visit.samples.clear();
        return {};
    }
    std::erase_if(visit.samples, [&request](const Sample& sample) {
        return !selects_metric(request.metrics, sample.metric);
    });
    return {};
}

} // namespace klp
