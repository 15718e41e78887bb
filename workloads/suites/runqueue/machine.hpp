// SPDX-License-Identifier: Apache-2.0
//
// Queues, tasks and a domain over them, as the checks and the benchmarks want them.
#pragma once

extern "C" {
#include "balance.h"
#include "runqueue.h"
}

#include <vector>

namespace checks {

// Nanoseconds.
constexpr std::uint64_t ms = 1000000;

struct Machine {
    std::vector<runqueue> queues;
    std::vector<task> tasks;
    domain dom{};

    Machine(std::size_t nr_queues, std::size_t nr_tasks, load_metric metric)
        : queues(nr_queues),
          tasks(nr_tasks) {
        domain_init(&dom, metric);
        for (std::size_t i = 0; i < nr_queues; ++i) {
            rq_init(&queues[i], static_cast<unsigned>(i));
            domain_add(&dom, &queues[i]);
        }
        for (std::size_t i = 0; i < nr_tasks; ++i) {
            task_init(&tasks[i], static_cast<std::uint32_t>(i));
        }
    }

    // Counts the tasks each queue's list holds, or -1 where task and queue disagree.
    [[nodiscard]] std::vector<int> census() const {
        std::vector<int> counts;
        for (const runqueue& rq : queues) {
            int count = 0;
            for (const list_node* node = rq.fair.members.next; node != &rq.fair.members;
                 node = node->next) {
                const auto* t = container_of(node, const task, member);
                count += 1;
                if (t->rq != &rq || !t->queued) {
                    return {-1};
                }
            }
            counts.push_back(count == static_cast<int>(rq.fair.nr) ? count : -1);
        }
        return counts;
    }
};

// Runs `ticks` milliseconds, each with a tick.
inline void run_ticks(runqueue& rq, std::uint64_t& now, int ticks) {
    for (int i = 0; i < ticks; ++i) {
        now += ms;
        if (rq_tick(&rq, now)) {
            rq_schedule(&rq, now);
        }
    }
}

} // namespace checks
