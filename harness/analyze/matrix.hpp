// SPDX-License-Identifier: Apache-2.0
//
// The cells of a run under one compiler, addressed by the axes that a question names. Every other
// axis stays at its baseline.
#pragma once

#include "analyze/protocol.hpp"
#include "analyze/workload_effects.hpp"
#include "model/results.hpp"

#include <functional>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace klp::analysis {

/// The baseline of `axis`; its first value when the run does not take the baseline.
std::string baseline_of(const RunAxis& axis);

class Matrix {
public:
    using Setting = std::pair<std::string_view, std::string_view>; // axis, value

    /// Keeps a reference to `run`. `compiler` is empty when the run has no such axis.
    Matrix(const RunResult& run, std::string compiler);

    [[nodiscard]] const std::string& compiler() const { return m_compiler; }
    [[nodiscard]] const Protocol& protocol() const { return m_protocol; }
    [[nodiscard]] double margin() const { return m_run.equivalence_margin; }
    [[nodiscard]] const std::vector<std::string>& workloads() const { return m_workloads; }
    [[nodiscard]] const std::vector<Probe>& probes() const { return m_run.probes; }

    /// The values of `live_patching` other than "off".
    [[nodiscard]] std::vector<std::string> levels() const;

    /// Every axis at its baseline but for `settings`. An axis that the run lacks counts as "off".
    [[nodiscard]] Configuration at(std::initializer_list<Setting> settings) const;

    /// The cell if its outcome is ok; an error says what it is instead.
    [[nodiscard]] Measured<const CellResult*> cell(const std::string& workload,
                                                   const Configuration& configuration) const;

    /// The cells of this compiler that match `partial`, whatever their outcome.
    [[nodiscard]] std::vector<const CellResult*> cells(const Configuration& partial) const;

    /// B against A in every workload, in the circumstances of the run, and judged.
    [[nodiscard]] WorkloadEffects effects(const Configuration& a, const Configuration& b,
                                          std::string_view metric) const;

    /// As `effects`, for any effect of a workload in `metric`; it is in no Holm family.
    [[nodiscard]] WorkloadEffects
    effects(const std::function<Measured<Effect>(const std::string& workload)>& effect_of,
            std::string_view metric) const;

    /// B against A in one workload, out of the circumstances of the run.
    [[nodiscard]] Measured<Effect> effect(const std::string& workload, const Configuration& a,
                                          const Configuration& b, std::string_view metric) const;

    /// "lto=full,live_patching=inline-clone vs lto=full,live_patching=off": the axes that are not
    /// at their baseline on both sides, and the compiler when the run has several.
    [[nodiscard]] std::string describe(const Configuration& a, const Configuration& b) const;

private:
    [[nodiscard]] WorkloadEffects contrasts(const Configuration& a, const Configuration& b,
                                            std::string_view metric) const;

    const RunResult& m_run;
    Protocol m_protocol;
    std::string m_compiler;
    std::vector<std::string> m_workloads;
};

/// "FAILED-OUTCOME" and the reason of a cell that is not ok.
std::string outcome_in_words(const CellResult& cell);

} // namespace klp::analysis
