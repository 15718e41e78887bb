// SPDX-License-Identifier: Apache-2.0
//
// The runtime benchmarks as Google Benchmark writes its own: each replicate is a repetition, so
// that compare.py can do its U test, and each configuration a benchmark of its own, named
// WORKLOAD/BENCHMARK/CONFIGURATION. What has no time is left out, and the context says so.
#include "model/metric.hpp"
#include "report/formats.hpp"
#include "report/json_parts.hpp"
#include "report/layout.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace klp {
namespace {

constexpr std::string_view time_metric = "runtime.BENCH.cpu_ns";
constexpr std::string_view prefix = "runtime.";

/// What stands in one export.
struct Export {
    Json benchmarks = Json::array();
    std::vector<std::string> families; ///< WORKLOAD/BENCHMARK
    int without_time = 0;              ///< benchmarks of ok cells
    int not_ok = 0;                    ///< cells
};

std::size_t family_index(Export& result, const std::string& family) {
    const auto known = std::find(result.families.begin(), result.families.end(), family);
    const auto index = static_cast<std::size_t>(known - result.families.begin());
    if (known == result.families.end()) {
        result.families.push_back(family);
    }
    return index;
}

/// Adds the events that were counted with the time of a replicate, as user counters.
void add_counters(Json& entry, const CellResult& cell, const std::string& benchmark,
                  int replicate) {
    const std::string start = fmt::format("{}{}.", prefix, benchmark);
    for (auto metric = cell.metrics.lower_bound(start);
         metric != cell.metrics.end() && metric->first.starts_with(start); ++metric) {
        const std::string event = visible(metric->first.substr(start.size()));
        const auto sample = std::find_if(
            metric->second.values.begin(), metric->second.values.end(),
            [replicate](const ReplicateValue& value) { return value.replicate == replicate; });
        if (event != "cpu_ns" && sample != metric->second.values.end() && !entry.contains(event)) {
            entry[event] = number_json(sample->value);
        }
    }
}

void add_repetitions(Export& result, const CellResult& cell, std::size_t instance,
                     const std::string& benchmark, const Series& times) {
    const std::string family = visible(fmt::format("{}/{}", cell.workload, benchmark));
    const std::string name = family + "/" + visible(cell.configuration.text());
    const std::size_t family_at = family_index(result, family);
    std::size_t index = 0;
    for (const ReplicateValue& time : times.values) {
        Json entry{{"name", name},
                   {"family_index", family_at},
                   {"per_family_instance_index", instance},
                   {"run_name", name},
                   {"run_type", "iteration"},
                   {"repetitions", times.values.size()},
                   {"repetition_index", index++},
                   {"threads", 1},
                   {"real_time", number_json(time.value)},
                   {"cpu_time", number_json(time.value)},
                   {"time_unit", "ns"}};
        if (is_equivalent(cell)) {
            entry["label"] = "equivalent realisation";
        }
        add_counters(entry, cell, benchmark, time.replicate);
        result.benchmarks.push_back(std::move(entry));
    }
}

std::set<std::string> benchmarks_of(const CellResult& cell) {
    std::set<std::string> names;
    for (const auto& [metric, series] : cell.metrics) {
        if (const std::string_view name = benchmark_of(metric); !name.empty()) {
            names.emplace(name);
        }
    }
    return names;
}

Export export_of(const RunResult& run) {
    Export result;
    std::vector<Configuration> configurations;
    for (const CellResult& cell : run.cells) {
        auto known = std::find(configurations.begin(), configurations.end(), cell.configuration);
        if (known == configurations.end()) {
            known = configurations.insert(configurations.end(), cell.configuration);
        }
        const auto instance = static_cast<std::size_t>(known - configurations.begin());
        result.not_ok += cell.outcome == Outcome::ok ? 0 : 1;
        for (const std::string& benchmark : benchmarks_of(cell)) {
            const auto times = cell.metrics.find(fmt::format("{}{}.cpu_ns", prefix, benchmark));
            if (times == cell.metrics.end() || times->second.values.empty()) {
                ++result.without_time;
            } else {
                add_repetitions(result, cell, instance, benchmark, times->second);
            }
        }
    }
    return result;
}

} // namespace

std::string render_gbench(const ReportContent& content, const RenderOptions& /*options*/) {
    const RunResult& run = content.run;
    Export result = export_of(run);
    return json_text(
        {{"context",
          {{"date", run.environment.started},
           {"executable", "klpbench"},
           {"num_cpus", run.environment.machine.cpus},
           {"klpbench_version", run.environment.klpbench_version},
           {"experiment", visible(run.experiment)},
           {"run", run.run_id},
           {"cpu", visible(run.environment.machine.cpu)},
           {"real_time", "not measured; cpu_time again, for compare.py cannot do without"},
           {"cells_not_ok", result.not_ok},
           {"benchmarks_without_time", result.without_time}}},
         {"benchmarks", std::move(result.benchmarks)}});
}

} // namespace klp
