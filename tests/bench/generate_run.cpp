// SPDX-License-Identifier: Apache-2.0
//
//   generate-run FILE [REPLICATES]
//
// Stores a run of the shape of the default experiment in a new database: 8 workloads under 12
// configurations, with controls and layouts, 60 metrics of each visit (REPLICATES = 160: a million
// samples), sections and 400 symbols of each image, whose values are drawn by a fixed seed.
#include "store/store.hpp"

#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <cstdio>
#include <random>
#include <string_view>

namespace klp {
namespace {

constexpr int workloads = 8;
constexpr int benchmarks = 18; // with 3 metrics each
constexpr int symbols = 400;
constexpr const char* compiler = "gcc-12";

Experiment experiment_with_workloads() {
    Experiment experiment;
    experiment.name = "generated";
    for (int i = 0; i < workloads; ++i) {
        Workload workload;
        workload.name = fmt::format("suite{}", i);
        workload.kind = "suite";
        experiment.workloads.push_back(std::move(workload));
    }
    return experiment;
}

std::vector<RunAxis> axes() {
    return {{"compiler", compiler, {compiler}},
            {"lto", "off", {"off", "full"}},
            {"live_patching", "off", {"off", "inline-clone", "inline-only-static"}},
            {"section_gc", "off", {"off", "on"}}};
}

std::vector<Configuration> configurations() {
    std::vector<Configuration> all;
    const std::vector<RunAxis> used = axes();
    for (const std::string& lto : used[1].values) {
        for (const std::string& level : used[2].values) {
            for (const std::string& gc : used[3].values) {
                all.push_back(Configuration({{"compiler", compiler},
                                             {"lto", lto},
                                             {"live_patching", level},
                                             {"section_gc", gc}}));
            }
        }
    }
    return all;
}

Plan plan_of(const Experiment& experiment) {
    Plan plan;
    plan.experiment = experiment.name;
    for (std::size_t workload = 0; workload < experiment.workloads.size(); ++workload) {
        for (const Configuration& configuration : configurations()) {
            PlannedCell cell;
            cell.workload = workload;
            cell.configuration = configuration;
            cell.id = experiment.workloads[workload].name + "@" + configuration.text();
            const bool both =
                configuration.get("lto") != "off" && configuration.get("live_patching") != "off";
            for (const auto& [axis, value] : configuration.entries()) {
                cell.realisation[axis] =
                    both && axis == "live_patching" ? Realisation::equivalent : Realisation::native;
            }
            plan.cells.push_back(std::move(cell));
        }
    }
    const std::size_t measured = plan.cells.size();
    for (std::size_t i = 0; i < measured; i += configurations().size()) {
        PlannedCell control = plan.cells[i];
        control.id += "#control";
        control.role = CellRole::control;
        plan.cells.push_back(std::move(control));
    }
    return plan;
}

class Draw {
public:
    /// Around `level`, a few per cent up and down.
    double noisy(double level) { return level * std::exp(0.03 * m_normal(m_engine)); }
    int below(int bound) { return std::uniform_int_distribution<int>(0, bound - 1)(m_engine); }

private:
    std::mt19937_64 m_engine{20190620};
    std::normal_distribution<double> m_normal;
};

/// Of the configuration alone, so that replicates agree.
double exact_size(const PlannedCell& cell, double base) {
    return base + static_cast<double>(std::hash<std::string>{}(cell.id) % 997);
}

VisitResult visit_of(const PlannedCell& cell, int replicate, Draw& draw) {
    VisitResult visit;
    visit.cell = cell.id;
    visit.replicate = replicate;
    visit.layout = 1000 + static_cast<std::uint64_t>(replicate);
    visit.started = replicate;
    visit.ended = replicate + 1;
    visit.children_s = 1;
    for (int i = 0; i < benchmarks; ++i) {
        const std::string name = fmt::format("runtime.bench{}.", i);
        visit.samples.push_back({name + "cpu_ns", draw.noisy(50.0 * (i + 1)), ""});
        visit.samples.push_back({name + "cycles", draw.noisy(150.0 * (i + 1)), ""});
        visit.samples.push_back({name + "task-clock", draw.noisy(50.0 * (i + 1)), ""});
    }
    visit.samples.push_back({"compile.cpu_s", draw.noisy(1.5), ""});
    if (cell.role == CellRole::control) {
        return visit;
    }
    visit.samples.push_back({"size.text", exact_size(cell, 20'000), ""});
    visit.samples.push_back({"size.rodata", exact_size(cell, 4'000), ""});
    visit.samples.push_back({"clones.inline_copies", exact_size(cell, 300), ""});
    visit.samples.push_back({"link.cpu_s", draw.noisy(0.05), ""});
    visit.samples.push_back({"compile.wall_s", draw.noisy(1.6), ""});
    visit.sections = {{".text", 20'000}, {".rodata", 4'000}, {".data", 300}};
    visit.symbols.reserve(symbols);
    for (int i = 0; i < symbols; ++i) {
        visit.symbols.push_back(
            {fmt::format("function_of_the_suite_{}", i), "function", 16 + draw.below(400), "", i});
    }
    visit.impact_sizes = {{1, 200}, {3, 20}, {9, 4}};
    return visit;
}

RunHeader header_of(const Experiment& experiment, int replicates) {
    RunHeader header;
    header.experiment = experiment.name;
    header.fingerprint = "generated";
    header.environment.klpbench_version = "0";
    header.environment.machine = {"x86_64", "generated", 2, 0, "none", "none"};
    header.environment.compilers = {{compiler, compiler, "gcc", "12", "", "", ""}};
    header.environment.jobs = 2;
    header.environment.replicates = replicates;
    header.environment.started = "2026-01-01T00:00:00Z";
    header.equivalence_margin = 0.02;
    header.primary_metrics = {"runtime", "compile.cpu_s", "size.text"};
    header.axes = axes();
    return header;
}

Status generate(const std::string& file, int replicates) {
    Result<Store> store = Store::open(file);
    if (!store) {
        return tl::unexpected(store.error());
    }
    const Experiment experiment = experiment_with_workloads();
    const Plan plan = plan_of(experiment);
    const Result<std::int64_t> run = store->begin_run(header_of(experiment, replicates));
    KLP_TRY(run);
    KLP_TRY(store->add_cells(*run, plan, experiment));
    Draw draw;
    for (int replicate = 0; replicate < replicates; ++replicate) {
        std::vector<VisitResult> visits;
        visits.reserve(plan.cells.size());
        for (const PlannedCell& cell : plan.cells) {
            visits.push_back(visit_of(cell, replicate, draw));
        }
        KLP_TRY(store->add_visits(*run, visits));
    }
    return store->finish_run(*run, "2026-01-01T08:00:00Z");
}

} // namespace
} // namespace klp

int main(int argc, char** argv) {
    int replicates = 160;
    const std::string_view number = argc == 3 ? argv[2] : "160";
    const auto [end, error] =
        std::from_chars(number.data(), number.data() + number.size(), replicates);
    if (argc < 2 || argc > 3 || error != std::errc{} || end != number.data() + number.size()) {
        std::fputs("usage: generate-run FILE [REPLICATES]\n", stderr);
        return 2;
    }
    const klp::Status done = klp::generate(argv[1], replicates);
    if (!done) {
        std::fprintf(stderr, "%s\n", to_string(done.error()).c_str());
        return 1;
    }
    return 0;
}
