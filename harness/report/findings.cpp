// SPDX-License-Identifier: Apache-2.0
#include "report/findings.hpp"

#include "base/units.hpp"
#include "model/comparable.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>

namespace klp {
namespace {

std::string machine_text(const Machine& machine) {
    return fmt::format("{}, {} {}, {} memory, {}, {}, {}", machine.cpu, machine.cpus,
                       machine.cpus == 1 ? "CPU" : "CPUs",
                       format_quantity(static_cast<double>(machine.memory_bytes), "bytes", 3),
                       machine.architecture, machine.kernel, machine.os);
}

std::string run_text(const RunResult& run) {
    const Environment& environment = run.environment;
    const std::string end =
        run.finished ? fmt::format("ended {}", environment.ended) : std::string("not finished");
    return fmt::format("{}, started {}, {}, by klpbench {}", run.run_id, environment.started, end,
                       environment.klpbench_version);
}

std::string cells_text(const RunResult& run) {
    constexpr std::array outcomes{Outcome::ok,           Outcome::unsupported,  Outcome::excluded,
                                  Outcome::build_failed, Outcome::wrong_result, Outcome::run_failed,
                                  Outcome::timeout};
    std::vector<std::string> parts;
    for (const Outcome outcome : outcomes) {
        const auto count =
            std::count_if(run.cells.begin(), run.cells.end(),
                          [outcome](const CellResult& cell) { return cell.outcome == outcome; });
        if (count > 0) {
            parts.push_back(fmt::format("{} {}", count, to_string(outcome)));
        }
    }
    if (run.pending > 0) {
        parts.push_back(fmt::format("{} not measured yet", run.pending));
    }
    return fmt::format("{}: {}", run.cells.size() + static_cast<std::size_t>(run.pending),
                       fmt::join(parts, ", "));
}

std::string workloads_text(const RunResult& run) {
    const std::vector<std::string> names = workloads_of(run);
    return fmt::format("{}: {}", names.size(), fmt::join(names, ", "));
}

const std::string* initcalls_of(const CellResult& cell) {
    const auto found = cell.facts.find(initcalls_fact);
    return found == cell.facts.end() || cell.outcome != Outcome::ok ? nullptr : &found->second;
}

/// "309, in one order in 12 cells"; empty when no cell has them.
std::string initcalls_text(const RunResult& run) {
    std::map<std::string, int> cells_of; // by workload and order
    std::set<std::string> workloads;
    std::ptrdiff_t most = 0;
    int cells = 0;
    for (const CellResult& cell : run.cells) {
        if (const std::string* order = initcalls_of(cell)) {
            const std::ptrdiff_t lines = std::count(order->begin(), order->end(), '\n') +
                                         (order->empty() || order->back() == '\n' ? 0 : 1);
            most = std::max(most, lines);
            workloads.insert(cell.workload);
            ++cells_of[cell.workload + '\n' + *order];
            ++cells;
        }
    }
    if (cells == 0) {
        return {};
    }
    const bool is_one = cells_of.size() == workloads.size();
    return is_one ? fmt::format("{}, in the same order in {} {}{}", most, cells,
                                cells == 1 ? "cell" : "cells",
                                workloads.size() > 1 ? ", each kernel for itself" : "")
                  : fmt::format("{}, in {} orders in {} cells of {}: see the warnings", most,
                                cells_of.size(), cells, fmt::join(workloads, ", "));
}

void count_remark(std::vector<Remark>& remarks, const std::string& text) {
    const auto found = std::find_if(remarks.begin(), remarks.end(),
                                    [&text](const Remark& remark) { return remark.text == text; });
    if (found != remarks.end()) {
        ++found->cells;
    } else {
        remarks.push_back({text, 1});
    }
}

/// Each other order of the initcalls against that of the workload's first cell.
void add_initcall_remarks(const RunResult& run, std::vector<Remark>& remarks) {
    std::map<std::string, const CellResult*> first;                         // by workload
    std::map<std::pair<std::string, std::string>, std::size_t> known_other; // workload and order
    for (const CellResult& cell : run.cells) {
        const std::string* order = initcalls_of(cell);
        if (order == nullptr) {
            continue;
        }
        const CellResult& other = *first.try_emplace(cell.workload, &cell).first->second;
        const std::string why = initcall_difference(other, cell);
        if (why.empty()) {
            continue;
        }
        const auto [known, is_new] =
            known_other.try_emplace({cell.workload, *order}, remarks.size());
        if (is_new) {
            remarks.push_back({fmt::format("{}: {}; what kernels with different orders do when "
                                           "they run is not compared",
                                           cell.workload, why),
                               0});
        }
        ++remarks[known->second].cells;
    }
}

} // namespace

Facts facts_of(const RunResult& run) {
    const Environment& environment = run.environment;
    Facts facts{{"experiment", run.experiment},
                {"run", run_text(run)},
                {"cells", cells_text(run)},
                {"workloads", workloads_text(run)}};
    if (const std::string initcalls = initcalls_text(run); !initcalls.empty()) {
        facts.emplace_back("initcalls", initcalls);
    }
    for (const RunAxis& axis : run.axes) {
        facts.emplace_back(
            "axis " + axis.name,
            fmt::format("{} (baseline {})", fmt::join(axis.values, ", "), axis.baseline));
    }
    for (const CompilerIdentity& compiler : environment.compilers) {
        facts.emplace_back(
            "compiler " + compiler.value,
            fmt::format("{}, {}, {}", compiler.version, compiler.target, compiler.linker));
    }
    facts.emplace_back("machine", machine_text(environment.machine));
    facts.emplace_back("replicates",
                       fmt::format("{}, interleaved by seed {}, {} {} at a time",
                                   environment.replicates, environment.seed, environment.jobs,
                                   environment.jobs == 1 ? "job" : "jobs"));
    if (run.looks > 1) {
        facts.emplace_back("looks",
                           fmt::format("{} planned{}{}", run.looks,
                                       run.stopped.empty() ? "" : "; ended: ", run.stopped));
    } else if (!run.stopped.empty()) {
        facts.emplace_back("ended", run.stopped);
    }
    if (!run.primary_metrics.empty()) {
        facts.emplace_back("primary metrics",
                           fmt::format("{}", fmt::join(run.primary_metrics, ", ")));
    }
    facts.emplace_back("margin", fmt::format("differences inside {:.3g}% count as none",
                                             run.equivalence_margin * 100));
    return facts;
}

std::vector<std::string> workloads_of(const RunResult& run) {
    std::vector<std::string> names;
    for (const CellResult& cell : run.cells) {
        if (std::find(names.begin(), names.end(), cell.workload) == names.end()) {
            names.push_back(cell.workload);
        }
    }
    return names;
}

std::size_t CellGroup::count() const {
    std::size_t count = 0;
    for (const auto& [configuration, workloads] : cells) {
        count += workloads.size();
    }
    return count;
}

void add_to_group(std::vector<CellGroup>& groups, CellGroup like, const std::string& configuration,
                  const std::string& workload) {
    auto group = std::find_if(groups.begin(), groups.end(), [&like](const CellGroup& candidate) {
        return candidate.outcome == like.outcome && candidate.reason == like.reason &&
               candidate.diagnostic == like.diagnostic;
    });
    if (group == groups.end()) {
        group = groups.insert(groups.end(), std::move(like));
    }
    auto entry =
        std::find_if(group->cells.begin(), group->cells.end(),
                     [&configuration](const auto& cell) { return cell.first == configuration; });
    if (entry == group->cells.end()) {
        entry = group->cells.insert(group->cells.end(), {configuration, {}});
    }
    entry->second.push_back(workload);
}

std::vector<CellGroup> cells_not_ok(const RunResult& run) {
    std::vector<CellGroup> groups;
    for (const CellResult& cell : run.cells) {
        if (cell.outcome != Outcome::ok) {
            add_to_group(groups,
                         {std::string(to_string(cell.outcome)), cell.reason, cell.diagnostic, {}},
                         cell.configuration.text(), cell.workload);
        }
    }
    return groups;
}

std::vector<Remark> warnings_of(const RunResult& run) {
    std::vector<Remark> remarks;
    add_initcall_remarks(run, remarks);
    for (const CellResult& cell : run.cells) {
        for (const std::string& warning : cell.warnings) {
            count_remark(remarks, cell.workload + ": " + warning);
        }
    }
    return remarks;
}

std::vector<Remark> skipped_metrics(const RunResult& run) {
    std::vector<std::pair<std::string, std::string>> order; // metric, reason
    std::map<std::pair<std::string, std::string>, int> cells_of;
    for (const CellResult& cell : run.cells) {
        for (const auto& [metric, series] : cell.metrics) {
            if (series.values.empty() && cells_of[{metric, series.skipped}]++ == 0) {
                order.emplace_back(metric, series.skipped);
            }
        }
    }
    // Metrics that were skipped together are said together: a kernel has many benchmarks.
    std::vector<Remark> remarks;
    std::map<std::pair<std::string, int>, std::size_t> position; // by reason and cells
    std::vector<std::string> reasons;
    for (const auto& skipped : order) {
        const int cells = cells_of.at(skipped);
        const auto [known, is_new] = position.try_emplace({skipped.second, cells}, remarks.size());
        if (is_new) {
            remarks.push_back({skipped.first, cells});
            reasons.push_back(skipped.second);
        } else {
            remarks[known->second].text += ", " + skipped.first;
        }
    }
    for (std::size_t i = 0; i < remarks.size(); ++i) {
        remarks[i].text += ": " + reasons[i];
    }
    return remarks;
}

std::vector<ProofSummary> proof_summaries(const RunResult& run) {
    std::vector<ProofSummary> summaries;
    for (const EquivalenceProof& proof : run.proofs) {
        const std::string value = proof.axis + "=" + proof.value;
        auto summary =
            std::find_if(summaries.begin(), summaries.end(), [&](const ProofSummary& candidate) {
                return candidate.compiler == proof.compiler && candidate.value == value;
            });
        if (summary == summaries.end()) {
            summary = summaries.insert(summaries.end(), {proof.compiler, value, 0, 0, {}});
        }
        summary->equal += proof.equal;
        summary->total += proof.total;
        for (const std::string& unit : proof.unequal) {
            summary->unequal.push_back(
                fmt::format("{} ({}): {}", proof.workload, proof.others, unit));
        }
    }
    return summaries;
}

} // namespace klp
