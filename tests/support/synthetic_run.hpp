// SPDX-License-Identifier: Apache-2.0
//
// A finished run of the default matrix with made-up values, for tests of `analyze` and `report`.
#pragma once

#include "model/experiment.hpp"
#include "model/metric.hpp"
#include "model/results.hpp"

#include <string>
#include <utility>
#include <vector>

namespace klp::testing {

/// lto × live_patching × section_gc for each compiler and workload, opt = O2. Every cell is `ok`
/// and has the same values (LTO and live patching change nothing) until a test scales some; noisy
/// values carry ±0.2% of repeatable noise.
class SyntheticRun {
public:
    explicit SyntheticRun(int replicates = 8,
                          const std::vector<std::string>& workloads = {"lz77", "slab"},
                          const std::vector<std::string>& compilers = {"gcc-12"}) {
        m_run.experiment = "synthetic";
        m_run.run_id = 1;
        m_run.finished = true;
        m_run.equivalence_margin = 0.02;
        m_run.axes = {{"compiler", compilers.front(), compilers},
                      {"opt", "O2", {"O2"}},
                      {"lto", "off", {"off", "full"}},
                      {"live_patching", "off", {"off", "inline-clone", "inline-only-static"}},
                      {"section_gc", "off", {"off", "on"}}};
        for (const std::string& workload : workloads) {
            add_cells(workload, Configuration{}, 0, replicates);
        }
    }

    /// Multiplies the metrics that `metric` selects (`*` stands for any characters) in the cells
    /// that match `partial` ("lto=full,live_patching=off"), and `workload` unless it is empty.
    SyntheticRun& scale(const std::string& partial, const std::string& metric, double factor,
                        const std::string& workload = {}) {
        return change(partial, metric, workload,
                      [factor](double value, int) { return value * factor; });
    }

    /// As `scale`, but sets the value.
    SyntheticRun& set(const std::string& partial, const std::string& metric, double value,
                      const std::string& workload = {}) {
        return change(partial, metric, workload, [value](double, int) { return value; });
    }

    /// As `scale`, by a factor that differs between replicates: 1 + step * replicate, and back.
    SyntheticRun& spread(const std::string& partial, const std::string& metric, double step) {
        return change(partial, metric, {}, [step](double value, int replicate) {
            return value * (replicate % 2 == 0 ? 1 + step * replicate : 1 / (1 + step * replicate));
        });
    }

    /// Ends the matching cells with `outcome` and takes their values away.
    SyntheticRun& fail(const std::string& partial, const std::string& workload, Outcome outcome,
                       const std::string& reason) {
        for (CellResult* cell : cells(partial, workload)) {
            cell->outcome = outcome;
            cell->reason = reason;
            cell->metrics.clear();
        }
        return *this;
    }

    /// Turns the cells of `workload` into those of a kernel: built once and booted as often as
    /// there were replicates. Figures of a boot differ between settings by up to 4%, and between
    /// cells by ±0.2%.
    SyntheticRun& make_kernel(const std::string& workload,
                              const std::vector<std::string>& benchmarks = {"getppid", "pipe"}) {
        for (CellResult* cell : cells("", workload)) {
            const std::size_t boots = cell->metrics.at("runtime.find.cpu_ns").values.size();
            cell->workload_kind = kernel_kind;
            cell->facts["initcalls"] = "early\nnetlink_proto_init\ngenl_init\n";
            std::erase_if(cell->metrics,
                          [](const auto& entry) { return entry.first.starts_with("runtime."); });
            for (auto& [metric, series] : cell->metrics) {
                series.values.resize(1);
            }
            std::vector<std::string> metrics{"boot.instructions"};
            for (const std::string& benchmark : benchmarks) {
                metrics.push_back("runtime.kbench." + benchmark + ".instructions");
            }
            double value = 64'000'000;
            for (const std::string& metric : metrics) {
                for (std::size_t boot = 0; boot < boots; ++boot) {
                    const double setting = 1 + 0.04 * static_cast<double>(boot * 5 % boots) /
                                                   static_cast<double>(boots);
                    cell->metrics[metric].values.push_back(
                        {static_cast<int>(boot), value * setting * (1 + next_noise())});
                }
                value = value > 10'000'000 ? 200 : value * 1.5;
            }
        }
        return *this;
    }

    /// The matching cells, of every workload when `workload` is empty.
    std::vector<CellResult*> cells(const std::string& partial, const std::string& workload = {}) {
        const Configuration wanted = Configuration::parse(partial).value();
        std::vector<CellResult*> found;
        for (CellResult& cell : m_run.cells) {
            if (cell.configuration.matches(wanted) &&
                (workload.empty() || cell.workload == workload)) {
                found.push_back(&cell);
            }
        }
        return found;
    }

    [[nodiscard]] RunResult& run() { return m_run; }

private:
    void add_cells(const std::string& workload, const Configuration& chosen, std::size_t axis,
                   int replicates) {
        if (axis < m_run.axes.size()) {
            for (const std::string& value : m_run.axes[axis].values) {
                add_cells(workload, chosen.with(m_run.axes[axis].name, value), axis + 1,
                          replicates);
            }
            return;
        }
        CellResult cell;
        cell.id = workload + "@" + chosen.text();
        cell.workload = workload;
        cell.workload_kind = "suite";
        cell.configuration = chosen;
        const std::vector<std::pair<std::string, double>> values{
            {"compile.cpu_s", 2.0},      {"size.text", 10000},
            {"symbols.functions", 100},  {"clones.inline_copies", 40},
            {"clones.constprop", 4},     {"clones.isra", 0},
            {"clones.part", 2},          {"clones.inline_copies_cross_unit", 20},
            {"runtime.find.cpu_ns", 50}, {"runtime.insert.cpu_ns", 200},
        };
        for (const auto& [metric, value] : values) {
            for (int replicate = 0; replicate < replicates; ++replicate) {
                const bool is_noisy = find_metric(metric)->kind == MetricKind::noisy;
                cell.metrics[metric].values.push_back(
                    {replicate, is_noisy ? value * (1 + next_noise()) : value});
            }
        }
        m_run.cells.push_back(std::move(cell));
    }

    template <typename Function>
    SyntheticRun& change(const std::string& partial, const std::string& metric,
                         const std::string& workload, const Function& function) {
        for (CellResult* cell : cells(partial, workload)) {
            for (auto& [name, series] : cell->metrics) {
                if (selects_metric({metric}, name)) {
                    for (ReplicateValue& sample : series.values) {
                        sample.value = function(sample.value, sample.replicate);
                    }
                }
            }
        }
        return *this;
    }

    double next_noise() {
        m_state = m_state * 1664525U + 1013904223U; // Numerical Recipes' generator
        return 0.004 * (static_cast<double>(m_state >> 8U) / (1U << 24U) - 0.5);
    }

    RunResult m_run;
    unsigned m_state = 1;
};

} // namespace klp::testing
