// SPDX-License-Identifier: Apache-2.0
//
// runtime.BENCH.cpu_ns, and runtime.BENCH.EVENT of the same iterations: one fresh process of the
// suite's Google Benchmark driver per visit. The replicates that intervals are built from are
// processes, never repetitions inside one.
#include "inspect/benchmark_json.hpp"
#include "measure/counters.hpp"
#include "measure/family.hpp"

#include <fmt/format.h>

namespace klp {
namespace {

// Google Benchmark's words when it ends the process for a benchmark whose loop was not run to its
// end, the most frequent case being that there is no loop.
constexpr const char* no_loop = "Benchmark returned before State::KeepRunning() returned false";

std::string describe_failure(const ProcessResult& result) {
    if (result.error_output.find(no_loop) != std::string::npos) {
        return "a benchmark made no iteration, or left its loop before the end";
    }
    return "the benchmark " + describe_end(result);
}

} // namespace

Status measure_runtime(const MeasureRequest& request, ProcessRunner& runner, VisitResult& visit) {
    std::vector<std::pair<std::string, std::string>> environment;
    if (std::string events = encode_events(request.counting.events); !events.empty()) {
        environment.emplace_back(counters_variable, std::move(events));
    }
    const Result<ProcessResult> result =
        run_image(request, runner, visit,
                  {"--benchmark_format=json",
                   fmt::format("--benchmark_min_time={}", request.benchmark_min_time_s)},
                  request.workload.limits.benchmark, "benchmark", std::move(environment));
    if (!result) {
        return tl::unexpected(result.error());
    }
    if (!result->ok()) {
        visit.outcome =
            result->end == ProcessResult::End::timed_out ? Outcome::timeout : Outcome::run_failed;
        visit.reason = describe_failure(*result);
        visit.diagnostic = result->error_output.empty() ? result->output : result->error_output;
        return {};
    }
    const Result<std::vector<BenchmarkTime>> times = read_benchmark_json(result->output);
    if (!times) {
        visit.outcome = Outcome::run_failed;
        visit.reason = "the benchmark printed no usable result: " + times.error().message;
        visit.diagnostic = result->output;
        return {};
    }
    for (const BenchmarkTime& time : *times) {
        add_sample(visit, "runtime." + time.name + ".cpu_ns", time.cpu_ns);
    }
    add_counters(request, *times, visit);
    return {};
}

} // namespace klp
