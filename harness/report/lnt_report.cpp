// SPDX-License-Identifier: Apache-2.0
//
// LNT's report, format version 2, for its default test suite "nts": a test for each cell, with
// what its build cost, and one for each benchmark of it. An LNT server refuses a submission with a
// metric that its schema does not have, so only those with a name in nts are here; docs/formats.md
// has the table. https://llvm.org/docs/lnt/importing_data.html
#include "model/metric.hpp"
#include "report/formats.hpp"
#include "report/json_parts.hpp"
#include "report/layout.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace klp {
namespace {

/// LNT's StatusKind; a pass is said by having samples.
enum Status { fail = 1, expected_fail = 2 };

struct Name {
    std::string_view ours;
    std::string_view lnt;
    double per_unit; ///< of ours in one of LNT's units
};

constexpr Name build_names[]{{"compile.cpu_s", "compile_time", 1}, {"size.text", "code_size", 1}};
constexpr Name execution_time{"cpu_ns", "execution_time", 1e9};

Json values_json(const Series& series, double per_unit) {
    Json values = Json::array();
    for (const ReplicateValue& sample : series.values) {
        values.push_back(number_json(sample.value / per_unit));
    }
    return values;
}

/// Exact metrics of one build are one value, however often it was looked at.
void add_metric(Json& test, const CellResult& cell, const std::string& metric, const Name& name) {
    const auto found = cell.metrics.find(metric);
    if (found != cell.metrics.end() && !found->second.values.empty()) {
        const MetricInfo* info = find_metric(metric);
        const bool exact = info != nullptr && info->kind == MetricKind::exact;
        test[std::string(name.lnt)] = exact ? number_json(median(found->second) / name.per_unit)
                                            : values_json(found->second, name.per_unit);
    }
}

void add_hash(Json& test, const CellResult& cell) {
    if (const auto hash = cell.facts.find("image.sha256"); hash != cell.facts.end()) {
        test["hash"] = visible(hash->second);
    }
}

/// Numbers of an equivalent realisation are a series of their own.
std::string test_name(const CellResult& cell, std::string_view benchmark) {
    return visible(fmt::format("{}/{}{}{}{}", cell.workload, benchmark,
                               benchmark.empty() ? "" : "/", cell.configuration.text(),
                               is_equivalent(cell) ? " (equivalent)" : ""));
}

Json cell_test(const CellResult& cell) {
    Json test{{"name", test_name(cell, "")}};
    if (cell.outcome == Outcome::unsupported) {
        test["compile_status"] = expected_fail;
    } else if (cell.outcome == Outcome::build_failed) {
        test["compile_status"] = fail;
    } else if (is_failure(cell.outcome)) {
        test["execution_status"] = fail;
    }
    for (const Name& name : build_names) {
        add_metric(test, cell, std::string(name.ours), name);
    }
    add_hash(test, cell);
    return test;
}

void add_tests(Json& tests, const CellResult& cell) {
    if (cell.outcome == Outcome::excluded) {
        return; // nothing was tried; the run says how many there are
    }
    tests.push_back(cell_test(cell));
    for (const auto& [metric, series] : cell.metrics) {
        if (!series.values.empty() && !benchmark_of(metric).empty() &&
            metric.ends_with(fmt::format(".{}", execution_time.ours))) {
            Json& test = tests.emplace_back(Json{{"name", test_name(cell, benchmark_of(metric))}});
            add_metric(test, cell, metric, execution_time);
            add_hash(test, cell);
        }
    }
}

/// "2024-05-01T10:00:00" of "2024-05-01T10:00:00Z".
std::string time_text(const std::string& time) {
    return time.substr(0, time.find('Z'));
}

Json machine_json(const Machine& machine) {
    return {{"name",
             visible(fmt::format("{} {} x{}", machine.architecture, machine.cpu, machine.cpus))},
            {"hardware", visible(machine.cpu)},
            {"os", visible(machine.os)},
            {"architecture", visible(machine.architecture)},
            {"cpus", std::to_string(machine.cpus)},
            {"memory_bytes", std::to_string(machine.memory_bytes)}};
}

Json run_json(const RunResult& run) {
    const Environment& environment = run.environment;
    std::vector<std::string> versions;
    for (const CompilerIdentity& compiler : environment.compilers) {
        versions.push_back(visible(compiler.version));
    }
    const auto excluded =
        std::count_if(run.cells.begin(), run.cells.end(),
                      [](const CellResult& cell) { return cell.outcome == Outcome::excluded; });
    Json json{{"llvm_project_revision", fmt::format("{}", fmt::join(versions, "; "))},
              {"start_time", time_text(environment.started)},
              {"end_time", time_text(environment.ended)},
              {"klpbench_version", visible(environment.klpbench_version)},
              {"experiment", visible(run.experiment)},
              {"run", std::to_string(run.run_id)},
              {"seed", std::to_string(environment.seed)},
              {"replicates", std::to_string(environment.replicates)},
              {"kernel", visible(environment.machine.kernel)},
              {"excluded_cells", std::to_string(excluded)},
              {"pending_cells", std::to_string(run.pending)}};
    if (environment.ended.empty()) {
        json.erase("end_time");
    }
    return json;
}

} // namespace

std::string render_lnt(const ReportContent& content, const RenderOptions& /*options*/) {
    Json tests = Json::array();
    for (const CellResult& cell : content.run.cells) {
        add_tests(tests, cell);
    }
    return json_text({{"format_version", "2"},
                      {"machine", machine_json(content.run.environment.machine)},
                      {"run", run_json(content.run)},
                      {"tests", std::move(tests)}});
}

} // namespace klp
