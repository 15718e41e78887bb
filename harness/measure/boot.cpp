// SPDX-License-Identifier: Apache-2.0
#include "measure/boot.hpp"

#include "inspect/benchmark_json.hpp"
#include "inspect/kernel_console.hpp"
#include "measure/family.hpp"
#include "measure/machine_arguments.hpp"
#include "measure/stopped_boot.hpp"

#include <fmt/format.h>

#include <string_view>

namespace klp {
namespace {

constexpr std::size_t kept_console = std::size_t{4} << 20;
constexpr std::size_t diagnostic_lines = 60;
constexpr std::string_view unsupported = "unsupported: ";
constexpr std::string_view wrong = "wrong: ";

/// The recording wrapper's status when it finds no such program.
bool is_missing(const ProcessResult& result) {
    constexpr int not_found = 127;
    return result.end == ProcessResult::End::exited && result.status == not_found;
}

/// The emulator gave up before the guest had run: a second boot would say no more.
bool refused(const ProcessResult& result) {
    return result.end == ProcessResult::End::exited && result.status != 0 && result.output.empty();
}

Result<ProcessResult> run_machine(const BootRequest& request, bool diagnosis, ProcessRunner& runner,
                                  VisitResult& visit) {
    const KernelWorkload& kernel = *request.workload.kernel;
    ProcessRequest step;
    step.argv = machine_arguments({kernel.machine, *request.artifacts.kernel, request.setting,
                                   request.accelerator, request.benchmark_min_time_s, diagnosis});
    step.directory = request.artifacts.folder;
    step.environment = {{"LC_ALL", "C"}};
    step.limit_s = kernel.limits.boot;
    step.cpu = request.cpu;
    step.keep_output = kept_console;
    step.record_phase = "boot";
    ProcessResult result = runner.run(step);
    visit.children_s += result.wall_s;
    visit.commands.push_back(std::move(step.argv));
    if (result.end == ProcessResult::End::interrupted) {
        return interrupted();
    }
    if (result.end == ProcessResult::End::not_started || is_missing(result)) {
        return failure(fmt::format("no virtual machine: {} (apt-get install {})",
                                   result.error_output, kernel.machine.package));
    }
    if (found_disk_full(result)) {
        return failure("the boot: no space left in " + request.artifacts.folder.string() +
                       ": free some and run the same command again");
    }
    return result;
}

std::string_view unit_of(Accelerator accelerator) {
    return accelerator == Accelerator::tcg ? "instructions" : "cpu_ns";
}

void take_benchmark(const GuestBenchmark& benchmark, std::string_view unit, VisitResult& visit) {
    std::string metric = fmt::format("runtime.kbench.{}.{}", benchmark.name, unit);
    if (benchmark.error.empty()) {
        add_sample(visit, std::move(metric), benchmark.real_ns);
    } else if (benchmark.error.starts_with(unsupported)) {
        skip_sample(visit, std::move(metric), benchmark.error);
    } else {
        visit.outcome =
            benchmark.error.starts_with(wrong) ? Outcome::wrong_result : Outcome::run_failed;
        visit.reason = fmt::format("benchmark {}: {}", benchmark.name, benchmark.error);
    }
}

/// Samples of a console that is whole; the first benchmark that failed is the outcome.
void take_samples(const BootRequest& request, const KernelConsole& console, VisitResult& visit) {
    const Result<std::vector<GuestBenchmark>> benchmarks = read_guest_benchmarks(console.results);
    if (!benchmarks) {
        visit.outcome = Outcome::run_failed;
        visit.reason = "kbench printed no usable result: " + benchmarks.error().message;
        return;
    }
    if (request.accelerator == Accelerator::tcg) {
        add_sample(visit, "boot.instructions", static_cast<double>(*console.boot));
    }
    for (const GuestBenchmark& benchmark : *benchmarks) {
        if (visit.outcome == Outcome::ok) {
            take_benchmark(benchmark, unit_of(request.accelerator), visit);
        }
    }
}

/// Why a boot is no measurement; empty when it is one.
std::string fault_of(const ProcessResult& result, const KernelConsole& console) {
    if (!console.trouble.empty()) {
        return "the kernel printed: " + console.trouble;
    }
    if (result.end == ProcessResult::End::timed_out) {
        return "the boot " + describe_end(result);
    }
    if (!console.failed.empty()) {
        return console.failed;
    }
    if (!result.ok()) {
        return "the virtual machine " + describe_end(result);
    }
    if (!console.boot) {
        return "the machine ended before user space";
    }
    if (console.damaged) {
        return "kbench's results were damaged on the console";
    }
    return console.results.empty() || !console.ended ? "the machine ended before kbench did" : "";
}

} // namespace

Status measure_boot(const BootRequest& request, ProcessRunner& runner, VisitResult& visit) {
    if (!request.no_accelerator.empty()) {
        skip_sample(visit, "boot.instructions", request.no_accelerator);
        skip_sample(visit, fmt::format("runtime.kbench.{}", unit_of(request.accelerator)),
                    request.no_accelerator);
        return {};
    }
    const Result<ProcessResult> result = run_machine(request, false, runner, visit);
    if (!result) {
        return tl::unexpected(result.error());
    }
    const KernelConsole console = read_kernel_console(result->output);
    const std::string fault = fault_of(*result, console);
    if (fault.empty()) {
        take_samples(request, console, visit);
    } else {
        visit.outcome =
            result->end == ProcessResult::End::timed_out ? Outcome::timeout : Outcome::run_failed;
        visit.reason = fault;
    }
    if (visit.outcome == Outcome::ok) {
        return {};
    }
    visit.samples.clear();
    visit.diagnostic = printable_tail(result->output, diagnostic_lines) +
                       printable_tail(result->error_output, diagnostic_lines);
    std::optional<KernelConsole> talkative;
    if (!console.boot && !refused(*result)) {
        const Result<ProcessResult> again = run_machine(request, true, runner, visit);
        if (!again) {
            return tl::unexpected(again.error());
        }
        talkative = read_kernel_console(again->output);
        visit.diagnostic += "\n(booted again with " +
                            request.workload.kernel->machine.command_line_diagnosis + ")\n" +
                            printable_tail(again->output, diagnostic_lines);
    }
    visit.reason += where_it_stopped(console, talkative, request.artifacts.kernel->system_map);
    return {};
}

} // namespace klp
