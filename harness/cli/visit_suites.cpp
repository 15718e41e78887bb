// SPDX-License-Identifier: Apache-2.0
#include "cli/visit_suites.hpp"

#include "cli/worker_pool.hpp"
#include "os/clock.hpp"
#include "os/interrupt.hpp"

namespace klp {

SuiteVisitor::SuiteVisitor(const VisitSetting& setting, const RunRequest& request,
                           RunAccount& account, Budget& budget, Store& store, Progress& progress)
    : m_setting(setting),
      m_request(request),
      m_account(account),
      m_budget(budget),
      m_store(store),
      m_progress(progress) {}

Status SuiteVisitor::visit(const std::vector<VisitBlock>& blocks) {
    return for_each_on(m_request.cpus, blocks.size(),
                       [&](std::size_t i, std::optional<int> cpu) -> Status {
                           {
                               const std::lock_guard lock(m_mutex);
                               if (!m_budget.allows(monotonic_now())) {
                                   return {};
                               }
                           }
                           return visit_block(blocks[i], cpu);
                       });
}

Status SuiteVisitor::visit_block(const VisitBlock& block, std::optional<int> cpu) {
    const Conditions before = read_conditions(cpu);
    bool visited = false;
    for (const Visit& visit : block.visits) {
        if (interrupt_requested()) {
            return interrupted();
        }
        const Result<bool> made = visit_once(visit, cpu);
        if (!made) {
            return tl::unexpected(made.error());
        }
        visited = visited || *made;
    }
    if (!visited) {
        return {};
    }
    const Conditions after = read_conditions(cpu);
    const std::lock_guard lock(m_mutex);
    m_budget.add_block(after.at - before.at);
    const std::string& workload = m_setting.experiment.workloads.at(block.workload).name;
    return m_store.add_block(m_account.run_id,
                             describe_block(workload, block.replicate, cpu, before, after));
}

// False when the cell has failed before.
Result<bool> SuiteVisitor::visit_once(const Visit& visit, std::optional<int> cpu) {
    const std::string& cell = m_setting.plan.cells.at(visit.cell).id;
    {
        const std::lock_guard lock(m_mutex);
        if (m_failed.contains(cell)) {
            m_progress.finished();
            return false;
        }
        m_progress.running(cell);
    }
    const Result<VisitResult> result = visit_cell(m_setting, visit, cpu);
    if (!result) {
        return tl::unexpected(result.error());
    }
    const std::lock_guard lock(m_mutex);
    KLP_TRY(m_store.add_visit(m_account.run_id, *result));
    ++m_account.visits;
    m_account.children_s += result->children_s;
    if (result->outcome != Outcome::ok) {
        m_failed.insert(cell);
    }
    m_progress.finished();
    return true;
}

Block describe_block(const std::string& workload, int replicate, std::optional<int> cpu,
                     const Conditions& before, const Conditions& after) {
    const ConditionsBetween found = between(before, after);
    Block block;
    block.workload = workload;
    block.replicate = replicate;
    block.cpu = cpu.value_or(-1);
    block.ended = epoch_now();
    block.started = block.ended - (after.at - before.at);
    block.load = found.load;
    block.steal_share = found.steal_share;
    block.pressure_share = found.pressure_share;
    block.mhz_at_start = before.mhz;
    block.mhz_at_end = after.mhz;
    return block;
}

} // namespace klp
