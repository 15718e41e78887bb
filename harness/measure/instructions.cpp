// SPDX-License-Identifier: Apache-2.0
//
// runtime.BENCH.instructions of a suite: the driver runs once more under callgrind, in which every
// region is run a fixed number of times and asks for a part of the output of its own. What an empty
// region costs in the same process is taken off. The same image under the same environment gives
// the same digits, on a loaded machine too, since the process gets nothing that differs between
// runs: an environment of our making (env -i: its size moves the stack, and with it which way
// string functions go about unaligned data), padded by as much as the path of the image is shorter
// than the longest (Valgrind puts that path onto the stack), and all symbols bound before main (the
// first call through the PLT costs what the dynamic linker's search costs).
#include "inspect/benchmark_json.hpp"
#include "inspect/callgrind.hpp"
#include "measure/family.hpp"
#include "model/metric.hpp"
#include "os/file.hpp"

#include <fmt/format.h>

#include <climits>
#include <map>

namespace klp {
namespace {

/// What a benchmark's limit is multiplied by: programs under callgrind are some 50 times slower,
/// but a counted region makes far fewer iterations than a timed one.
constexpr double limit_factor = 5;

constexpr const char* output_name = "callgrind.out";
constexpr const char* empty_region = "klpbench.empty_region";

std::string part_name(int part) {
    return fmt::format("klpbench.part {}", part);
}

std::vector<std::string> benchmarks_of(const VisitResult& visit) {
    constexpr std::string_view ending = ".cpu_ns";
    std::vector<std::string> names;
    for (const Sample& sample : visit.samples) {
        if (sample.metric.ends_with(ending) && !benchmark_of(sample.metric).empty()) {
            names.emplace_back(benchmark_of(sample.metric));
        }
    }
    return names;
}

std::string path_padding(const std::filesystem::path& image) {
    std::error_code ignored; // the length of any path will do, as long as it is the same each time
    const std::size_t length = std::filesystem::weakly_canonical(image, ignored).native().size();
    return std::string(length < PATH_MAX ? PATH_MAX - length : 0, 'x');
}

std::vector<std::string> command_of(const MeasureRequest& request) {
    const std::filesystem::path& whole_path = image_to_run(request.artifacts);
    std::vector<std::string> argv{
        "env",
        "-i",
        "LC_ALL=C",
        "LD_BIND_NOW=1",
        fmt::format("KLPBENCH_REGION_ITERATIONS={}", request.counting.iterations),
        "KLPBENCH_PATH_PADDING=" + path_padding(whole_path)};
    for (const auto& [name, value] : request.environment) {
        argv.push_back(fmt::format("{}={}", name, value));
    }
    const std::filesystem::path image = whole_path.lexically_relative(request.artifacts.folder);
    argv.insert(argv.end(),
                {request.counting.callgrind.valgrind.string(), "--tool=callgrind", "--quiet",
                 "--vgdb=no", "--collect-atstart=no", "--combine-dumps=yes", "--dump-line=no",
                 fmt::format("--callgrind-out-file={}", output_name), "./" + image.string(),
                 "--benchmark_format=json", "--benchmark_min_time=0"});
    return argv;
}

/// The parts of the output by name, and the benchmarks that asked for them.
struct Counts {
    std::map<std::string, std::uint64_t> parts;
    std::vector<CountedRegion> regions;
};

Result<Counts> read_counts(const MeasureRequest& request, const std::string& benchmark_output) {
    Result<std::vector<CountedRegion>> regions = read_counted_regions(benchmark_output);
    if (!regions) {
        return failure("under valgrind the benchmark printed no usable result: " +
                       regions.error().message);
    }
    const Result<std::string> text = read_file(request.artifacts.folder / output_name);
    if (!text) {
        return tl::unexpected(text.error());
    }
    auto parts = read_callgrind(*text);
    if (!parts) {
        return failure("callgrind's output: " + to_string(parts.error()));
    }
    return Counts{std::move(*parts), std::move(*regions)};
}

/// The instructions of a region without those of the empty one.
struct RegionCount {
    double per_iteration = 0;
    std::string skipped;
};

RegionCount count_of(const Counts& counts, const std::string& benchmark) {
    const auto find = [&counts](const std::string& name) -> const CountedRegion* {
        for (const CountedRegion& region : counts.regions) {
            if (region.name == name) {
                return &region;
            }
        }
        return nullptr;
    };
    const CountedRegion* const region = find(benchmark);
    const CountedRegion* const empty = find(empty_region);
    if (region == nullptr || empty == nullptr) {
        return {0, "under valgrind the driver did not run it"};
    }
    if (region->part == 0 || region->iterations <= 0 || empty->part == 0) {
        return {0, "benchmark " + benchmark + " never entered suite::region"};
    }
    if (!region->has_requests) {
        return {0, "the driver was built without valgrind/callgrind.h: apt-get install valgrind"};
    }
    const auto own = counts.parts.find(part_name(region->part));
    const auto loop = counts.parts.find(part_name(empty->part));
    if (own == counts.parts.end() || loop == counts.parts.end()) {
        return {0, "callgrind's output has no part of it"};
    }
    if (own->second <= loop->second) {
        return {0, "no more instructions than in an empty region"};
    }
    return {static_cast<double>(own->second - loop->second) / region->iterations, {}};
}

} // namespace

Status measure_instructions(const MeasureRequest& request, ProcessRunner& runner,
                            VisitResult& visit) {
    if (visit.replicate >= request.counting.replicates) {
        return {};
    }
    const std::vector<std::string> benchmarks = benchmarks_of(visit);
    const auto skip_all = [&](const std::string& reason) -> Status {
        for (const std::string& benchmark : benchmarks) {
            skip_sample(visit, event_metric(benchmark, "instructions"), reason);
        }
        return {};
    };
    const Callgrind& callgrind = request.counting.callgrind;
    if (!callgrind.missing.empty()) {
        return skip_all(callgrind.missing);
    }
    const Result<ProcessResult> result =
        run_step(request, runner, visit, command_of(request), {},
                 limit_factor * request.workload.limits.benchmark, "count");
    if (!result) {
        return tl::unexpected(result.error());
    }
    if (!result->ok()) {
        // The benchmark itself is sound: it has just been timed.
        return skip_all("under valgrind the benchmark " + describe_end(*result));
    }
    const Result<Counts> counts = read_counts(request, result->output);
    if (!counts) {
        return skip_all(counts.error().message);
    }
    visit.facts.push_back(
        {"instructions.source", fmt::format("callgrind ({})", callgrind.version)});
    for (const std::string& benchmark : benchmarks) {
        RegionCount count = count_of(*counts, benchmark);
        const std::string metric = event_metric(benchmark, "instructions");
        if (count.skipped.empty()) {
            add_sample(visit, metric, count.per_iteration);
        } else {
            skip_sample(visit, metric, std::move(count.skipped));
        }
    }
    return {};
}

} // namespace klp
