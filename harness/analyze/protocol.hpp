// SPDX-License-Identifier: Apache-2.0
//
// The rules under which the contrasts of a run are judged, all of them fixed before it: the primary
// metrics and Holm's procedure over them, the looks and what each may spend, the controls, and what
// counts as a disturbed block. Source: Holm (1979); for looks see spending.hpp.
#pragma once

#include "analyze/workload_effects.hpp"
#include "model/results.hpp"

#include <functional>
#include <map>
#include <string>
#include <tuple>
#include <vector>

namespace klp::analysis {

class Protocol {
public:
    /// Keeps a reference to `run`, whose cells are of one kind of workload.
    explicit Protocol(const RunResult& run);

    [[nodiscard]] const RunResult& run() const { return m_run; }
    [[nodiscard]] double margin() const { return m_run.equivalence_margin; }

    /// The planned looks for which all replicates are there, and the replicates.
    [[nodiscard]] int looks_done() const { return m_looks_done; }
    [[nodiscard]] int replicates_there() const { return m_there; }

    /// As `compare` names them: "runtime" is all benchmarks of a workload.
    [[nodiscard]] const std::vector<std::string>& primary() const { return m_primary; }
    [[nodiscard]] bool is_primary(const std::string& metric) const;

    /// True when events were to be counted and some benchmark has none: a machine without counters.
    [[nodiscard]] bool lacks_counters() const { return m_lacks_counters; }

    /// The primary metrics that are noisy: the Holm family of each contrast.
    [[nodiscard]] std::vector<std::string> family() const;

    /// At this look, for a hypothesis that has the part 0.05 / `share` of the error. Precondition:
    /// 1 <= share <= the primary metrics or the workloads, whichever are more.
    [[nodiscard]] Levels levels(int share = 1) const;

    /// Puts effects of `metric` into the run's circumstances: levels, A/A and notes on the machine.
    /// `compiler` is that of the control.
    void apply(WorkloadEffects& effects, const std::string& metric,
               const std::string& compiler) const;

    /// Gives the overall effect its place in the Holm family of its contrast; `overall_of` is the
    /// contrast in any metric of family(). Nothing happens to a metric outside the family.
    void apply_holm(WorkloadEffects& effects, const std::string& metric,
                    const std::function<Measured<Effect>(const std::string&)>& overall_of) const;

private:
    void set_looks();
    void check_controls(WorkloadEffects& effects, const std::string& metric,
                        const std::string& compiler) const;
    struct Control {
        Measured<Effect> effect;
        ControlCheck check; ///< of `effect` where it is valid
    };
    const Control& control_of(const std::string& compiler, const std::string& workload,
                              const std::string& metric) const;
    [[nodiscard]] std::string disturbance_note(const WorkloadEffects& effects) const;

    const RunResult& m_run;
    std::vector<std::string> m_primary;
    bool m_lacks_counters = false;
    int m_there = 0;
    int m_looks_done = 0;
    std::vector<double> m_levels; ///< by share - 1
    double m_equivalence_level = 0.10;
    /// By compiler, workload and metric: every contrast of a run is held against the same ones.
    mutable std::map<std::tuple<std::string, std::string, std::string>, Control> m_controls;
};

/// Holm's step-down procedure: for each p-value the share of the error at which it is judged, m for
/// the least p-value, m - 1 for the next …; from the first that is not rejected on, the share
/// stays. `level_of(share)` is the level that goes with a share. So p <= level_of(share) just when
/// Holm rejects.
std::vector<int> holm_shares(const std::vector<double>& p_values,
                             const std::function<double(int)>& level_of);

} // namespace klp::analysis
