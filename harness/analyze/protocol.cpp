// SPDX-License-Identifier: Apache-2.0
#include "analyze/protocol.hpp"

#include "analyze/contrast.hpp"
#include "analyze/control.hpp"
#include "analyze/runtime_metric.hpp"
#include "analyze/signed_rank.hpp"
#include "analyze/spending.hpp"
#include "analyze/stopping.hpp"
#include "analyze/validity.hpp"
#include "base/units.hpp"
#include "model/conditions.hpp"
#include "model/metric.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <set>

namespace klp::analysis {
namespace {

constexpr double error_of_difference = 0.05;
constexpr double error_of_equivalence = 0.10;
constexpr double too_disturbed = 0.25; ///< of the blocks, from which on rows tell of it

bool is_sampled(const std::string& metric) {
    return !is_exact(metric) && !is_counted(metric);
}

/// Replicates of the noisy metric that has most.
int replicates_of(const RunResult& run) {
    std::size_t most = 0;
    for (const CellResult& cell : run.cells) {
        for (const auto& [metric, series] : cell.metrics) {
            if (is_sampled(metric)) {
                most = std::max(most, series.values.size());
            }
        }
    }
    return static_cast<int>(most);
}

std::size_t workloads_of(const RunResult& run) {
    std::set<std::string> names;
    for (const CellResult& cell : run.cells) {
        names.insert(cell.workload);
    }
    return names.size();
}

std::vector<const CellResult*> all_cells(const RunResult& run) {
    std::vector<const CellResult*> cells;
    cells.reserve(run.cells.size());
    for (const CellResult& cell : run.cells) {
        cells.push_back(&cell);
    }
    return cells;
}

std::string failure_in_words(const ControlCheck& check) {
    return fmt::format("A/A failed: the control differs from the baseline by {} [{}, {}] at 99%",
                       format_change(std::exp(check.value), 2),
                       format_change(std::exp(check.low), 2),
                       format_change(std::exp(check.high), 2));
}

bool has_event_without_count(const CellResult& cell) {
    return std::any_of(cell.metrics.begin(), cell.metrics.end(), [](const auto& entry) {
        const auto& [name, series] = entry;
        return series.values.empty() && !benchmark_of(name).empty() && !name.ends_with(".cpu_ns") &&
               !name.ends_with(".instructions");
    });
}

ControlCheck check_where_valid(const Measured<Effect>& control) {
    return control && control->invalid.empty() ? check_of(*control) : ControlCheck();
}

void check_control(Effect& effect, const Effect& control, const ControlCheck& check) {
    if (!control.invalid.empty()) {
        effect.invalid = control.invalid;
        return;
    }
    effect.control = check;
    if (has_failed(check)) {
        effect.invalid = failure_in_words(check);
    }
}

} // namespace

Protocol::Protocol(const RunResult& run) : m_run(run) {
    for (const std::string& metric : run.primary_metrics) {
        m_primary.push_back(metric == "runtime" ? std::string(runtime_of(all_cells(run)).metric)
                                                : metric);
    }
    m_lacks_counters = std::any_of(run.cells.begin(), run.cells.end(), has_event_without_count);
    set_looks();
}

void Protocol::set_looks() {
    m_there = replicates_of(m_run);
    const int planned = m_run.environment.replicates;
    std::vector<double> fractions;
    for (const int look : look_schedule(planned, m_run.looks)) {
        if (look <= m_there) {
            fractions.push_back(static_cast<double>(look) / planned);
            ++m_looks_done;
        }
    }
    const double now = planned > 0 ? static_cast<double>(m_there) / planned : 1.0;
    if (fractions.empty() || now > fractions.back()) {
        fractions.push_back(std::min(now, 1.0));
    }
    const bool is_fixed = m_run.looks <= 1 || planned <= 0 || m_there == 0;
    const std::size_t shares = std::max({m_primary.size(), workloads_of(m_run), std::size_t{1}});
    for (std::size_t share = 1; share <= shares; ++share) {
        const double error = error_of_difference / static_cast<double>(share);
        m_levels.push_back(is_fixed ? error : nominal_levels(error, fractions).back());
    }
    m_equivalence_level =
        is_fixed ? error_of_equivalence : nominal_levels(error_of_equivalence, fractions).back();
}

bool Protocol::is_primary(const std::string& metric) const {
    return std::find(m_primary.begin(), m_primary.end(), metric) != m_primary.end();
}

std::vector<std::string> Protocol::family() const {
    std::vector<std::string> names;
    std::copy_if(m_primary.begin(), m_primary.end(), std::back_inserter(names), is_sampled);
    return names;
}

Levels Protocol::levels(int share) const {
    return {m_levels.at(static_cast<std::size_t>(share) - 1), m_equivalence_level,
            error_of_difference / share};
}

void Protocol::apply(WorkloadEffects& effects, const std::string& metric,
                     const std::string& compiler) const {
    if (!is_sampled(metric)) {
        return;
    }
    check_controls(effects, metric, compiler);
    const std::string disturbances = disturbance_note(effects);
    const auto set_apart = [&](Measured<Effect>& effect) {
        if (!effect) {
            return;
        }
        effect->levels = levels();
        if (!disturbances.empty()) {
            add_note(effect->notes, disturbances);
        }
        if (metric.starts_with("runtime.") && !effect->is_of_boots && layouts_of(*effect) == 1) {
            add_note(effect->notes, "one layout: what the placement of code does is not covered");
        }
    };
    for (WorkloadEffects::Entry& entry : effects.by_workload) {
        set_apart(entry.effect);
    }
    set_apart(effects.overall);
}

void Protocol::check_controls(WorkloadEffects& effects, const std::string& metric,
                              const std::string& compiler) const {
    std::vector<Effect> controls;
    for (WorkloadEffects::Entry& entry : effects.by_workload) {
        if (!entry.effect || !entry.effect->is_interleaved) {
            continue;
        }
        if (const Control& control = control_of(compiler, entry.workload, metric); control.effect) {
            check_control(*entry.effect, *control.effect, control.check);
            controls.push_back(*control.effect);
        }
    }
    if (const auto control = mean(controls); control && effects.overall) {
        check_control(*effects.overall, *control, check_where_valid(control));
    }
}

const Protocol::Control& Protocol::control_of(const std::string& compiler,
                                              const std::string& workload,
                                              const std::string& metric) const {
    const auto key = std::tuple(compiler, workload, metric);
    auto found = m_controls.find(key);
    if (found == m_controls.end()) {
        auto effect = control_effect(m_run, compiler, workload, metric);
        const ControlCheck check = check_where_valid(effect);
        found = m_controls.emplace(key, Control{std::move(effect), check}).first;
    }
    return found->second;
}

std::string Protocol::disturbance_note(const WorkloadEffects& effects) const {
    std::set<std::string> workloads;
    for (const WorkloadEffects::Entry& entry : effects.by_workload) {
        if (entry.effect) {
            workloads.insert(entry.workload);
        }
    }
    int blocks = 0;
    int disturbed = 0;
    std::map<std::string_view, int> causes;
    for (const Block& block : m_run.blocks) {
        if (workloads.contains(block.workload)) {
            ++blocks;
            if (const auto cause = disturbance_of(block)) {
                ++disturbed;
                ++causes[to_string(*cause)];
            }
        }
    }
    if (disturbed <= too_disturbed * blocks) {
        return {};
    }
    std::vector<std::string> names;
    names.reserve(causes.size());
    for (const auto& [cause, count] : causes) {
        names.push_back(causes.size() == 1 ? std::string(cause)
                                           : fmt::format("{} {}", cause, count));
    }
    return fmt::format("{} of {} blocks disturbed ({})", disturbed, blocks, fmt::join(names, ", "));
}

void Protocol::apply_holm(
    WorkloadEffects& effects, const std::string& metric,
    const std::function<Measured<Effect>(const std::string&)>& overall_of) const {
    if (!effects.overall || !effects.overall->is_interleaved) {
        return;
    }
    std::vector<double> p_values;
    std::size_t place = 0;
    bool is_member = false;
    for (const std::string& member : family()) {
        if (const auto overall = member == metric ? effects.overall : overall_of(member)) {
            if (member == metric) {
                place = p_values.size();
                is_member = true;
            }
            p_values.push_back(signed_rank_p(units_of(*overall)));
        }
    }
    if (is_member) {
        const auto shares =
            holm_shares(p_values, [this](int share) { return levels(share).difference; });
        effects.overall->levels = levels(shares[place]);
        effects.overall->family = static_cast<int>(p_values.size());
    }
}

std::vector<int> holm_shares(const std::vector<double>& p_values,
                             const std::function<double(int)>& level_of) {
    std::vector<std::size_t> order(p_values.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&p_values](std::size_t x, std::size_t y) {
        return p_values[x] < p_values[y];
    });
    std::vector<int> shares(p_values.size());
    int share = static_cast<int>(p_values.size());
    bool has_stopped = false;
    for (const std::size_t index : order) {
        shares[index] = share;
        has_stopped = has_stopped || p_values[index] > level_of(share);
        share -= has_stopped ? 0 : 1;
    }
    return shares;
}

} // namespace klp::analysis
