// SPDX-License-Identifier: Apache-2.0
#include "plan/make_plan.hpp"

#include "plan/realise.hpp"
#include "plan/remembered_facts.hpp"

#include <algorithm>
#include <set>
#include <tuple>

namespace klp {
namespace {

bool contains(const std::vector<std::string>& names, const std::string& name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

std::vector<Configuration> product(const std::vector<ExperimentAxis>& axes) {
    std::vector<Configuration> configurations(1);
    for (const ExperimentAxis& used : axes) {
        std::vector<Configuration> extended;
        for (const Configuration& configuration : configurations) {
            for (const std::string& value : used.values) {
                extended.push_back(configuration.with(used.axis.name, value));
            }
        }
        configurations = std::move(extended);
    }
    return configurations;
}

bool excludes(const Exclusion& exclusion, const std::string& workload,
              const Configuration& configuration) {
    return (exclusion.workloads.empty() || contains(exclusion.workloads, workload)) &&
           std::all_of(exclusion.when.begin(), exclusion.when.end(), [&](const auto& condition) {
               return contains(condition.second, configuration.get(condition.first));
           });
}

class Planner {
public:
    Planner(const Experiment& experiment, CompilerFacts& facts)
        : m_experiment(experiment),
          m_facts(facts) {
        m_plan.experiment = experiment.name;
    }

    Plan plan() && {
        const std::vector<Configuration> configurations = product(m_experiment.axes);
        for (std::size_t workload = 0; workload < m_experiment.workloads.size(); ++workload) {
            if (m_experiment.workloads[workload].pinned) {
                continue;
            }
            for (const Configuration& configuration : configurations) {
                add_cell(workload, configuration);
            }
        }
        return std::move(m_plan);
    }

private:
    void add_cell(std::size_t workload, const Configuration& configuration) {
        const std::string& name = m_experiment.workloads.at(workload).name;
        PlannedCell cell;
        cell.id = name + "@" + configuration.text();
        cell.workload = workload;
        cell.configuration = configuration;
        const auto exclusion = std::find_if(
            m_experiment.exclusions.begin(), m_experiment.exclusions.end(),
            [&](const Exclusion& candidate) { return excludes(candidate, name, configuration); });
        if (exclusion != m_experiment.exclusions.end()) {
            cell.status = CellStatus::excluded;
            cell.reason = exclusion->reason;
        } else {
            const Realised& realised = realised_once(configuration);
            cell.status = realised.status;
            cell.reason = realised.reason;
            cell.diagnostic = realised.diagnostic;
            cell.realisation = realised.realisation;
            cell.flags = realised.flags;
            for (const EquivalenceClaim& claim : realised.claims) {
                add_proof(workload, claim);
            }
        }
        m_plan.cells.push_back(std::move(cell));
    }

    void add_proof(std::size_t workload, const EquivalenceClaim& claim) {
        if (m_claimed.emplace(workload, claim.axis, claim.value, claim.others).second) {
            m_plan.proofs.push_back(
                {claim.axis, claim.value, workload, claim.others, claim.native, claim.equivalent});
        }
    }

    const Realised& realised_once(const Configuration& configuration) {
        auto known = m_realised.find(configuration);
        if (known == m_realised.end()) {
            known = m_realised
                        .emplace(configuration, realise(m_experiment.axes, configuration, m_facts))
                        .first;
        }
        return known->second;
    }

    const Experiment& m_experiment;
    RememberedFacts m_facts;
    Plan m_plan;
    std::map<Configuration, Realised> m_realised;
    std::set<std::tuple<std::size_t, std::string, std::string, Configuration>> m_claimed;
};

} // namespace

Plan make_plan(const Experiment& experiment, CompilerFacts& facts) {
    return Planner(experiment, facts).plan();
}

} // namespace klp
