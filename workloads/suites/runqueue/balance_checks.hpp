// SPDX-License-Identifier: Apache-2.0
//
// Balancing: it evens out, keeps to what is allowed, comes to rest, and is fair to who moves.
#pragma once

#include "../support/suite.hpp"
#include "machine.hpp"

extern "C" {
#include "balance.h"
}

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

namespace checks {

inline void test_balance(suite::SelfTest& test) {
    Machine machine(4, 32, LOAD_INSTANT);
    std::uint64_t now = ms;
    for (std::size_t i = 0; i < machine.tasks.size(); ++i) {
        if (i % 8 == 0) {
            machine.tasks[i].allowed = 1; // pinned to queue 0
        }
        rq_wake(&machine.queues[0], &machine.tasks[i], now);
    }
    rq_schedule(&machine.queues[0], now);
    test.check(machine.census() == std::vector<int>{32, 0, 0, 0}, "balance: all on one");
    test.check(domain_busiest(&machine.dom, &machine.queues[2]) == &machine.queues[0],
               "balance: the busiest");
    test.equal(domain_pull(&machine.dom, &machine.queues[1], now), 8, "balance: limit of a pass");
    test.check(machine.queues[1].need_resched, "balance: wakes an idle queue");
    int passes = 0;
    while (passes < 20 && domain_balance(&machine.dom, now += ms) > 0) {
        ++passes;
    }
    test.check(machine.census() == std::vector<int>{8, 8, 8, 8}, "balance: evened out");
    for (std::size_t i = 0; i < machine.tasks.size(); i += 8) {
        test.check(machine.tasks[i].rq == &machine.queues[0], "balance: pinned tasks stay");
    }
    test.check(domain_busiest(&machine.dom, &machine.queues[0]) == nullptr,
               "balance: nothing more to do");
    // 8 to queue 1, 8 more in its next pass, then 8 to queue 2 from 0 and 8 to queue 3 from 1.
    test.equal(machine.dom.migrations, 32, "balance: moves in all");

    // One heavy task is as much as all others: it must not be sent to and fro.
    for (task& t : machine.tasks) {
        rq_set_nice(t.rq, &t, t.id == 1 ? -15 : 0);
    }
    passes = 0;
    while (passes < 20 && domain_balance(&machine.dom, now += ms) > 0) {
        ++passes;
    }
    test.check(passes < 20, "balance: comes to rest");
    const runqueue* heavy = machine.tasks[1].rq;
    std::uint64_t least = UINT64_MAX;
    std::uint64_t most = 0;
    int total = 0;
    for (const runqueue& rq : machine.queues) {
        total += static_cast<int>(rq.fair.nr);
        if (&rq != heavy) {
            least = std::min(least, domain_load(&machine.dom, &rq));
            most = std::max(most, domain_load(&machine.dom, &rq));
        }
    }
    test.equal(static_cast<std::uint64_t>(total), 32, "balance: no task is lost");
    test.check(most - least <= 2048, "balance: the light queues are even");

    task extra;
    task_init(&extra, 99);
    const runqueue* idlest = domain_select(&machine.dom, &extra);
    test.equal(domain_load(&machine.dom, idlest), least, "select: the least loaded");
    extra.allowed = 1u << heavy->id;
    test.check(domain_select(&machine.dom, &extra) == heavy, "select: the one that is allowed");
    extra.allowed = 1u << 9;
    test.check(domain_select(&machine.dom, &extra) == nullptr, "select: none is allowed");
}

inline void test_tracked_balance(suite::SelfTest& test) {
    Machine machine(3, 12, LOAD_TRACKED);
    std::uint64_t now = 0;
    for (task& t : machine.tasks) {
        rq_wake(&machine.queues[0], &t, now);
    }
    rq_schedule(&machine.queues[0], now);
    run_ticks(machine.queues[0], now, 1200);
    const std::uint64_t load = rq_published_load(&machine.queues[0]);
    test.check(load > 12 * 1024 * 9 / 10 && load <= 12 * 1024, "tracked: twelve tasks' load");
    for (int i = 0; i < 100; ++i) {
        domain_balance(&machine.dom, now);
        for (runqueue& rq : machine.queues) {
            std::uint64_t own = now;
            run_ticks(rq, own, 4);
        }
        now += 4 * ms;
    }
    for (const int count : machine.census()) {
        test.check(count >= 3 && count <= 5, "tracked: a third each: " + std::to_string(count));
    }
}

// Virtual time is relative to a queue: a task that moves keeps its place, and neither starves the
// tasks it meets nor waits for them to catch up.
inline void test_rebase(suite::SelfTest& test) {
    Machine machine(2, 6, LOAD_INSTANT);
    std::uint64_t now = 0;
    for (task& t : machine.tasks) {
        rq_wake(&machine.queues[t.id == 0 ? 1 : 0], &t, now);
    }
    run_ticks(machine.queues[0], now, 1000);
    now = 0;
    run_ticks(machine.queues[1], now, 1000);
    test.equal(domain_balance(&machine.dom, now), 2, "rebase: two tasks move");
    const runqueue& rq = machine.queues[1];
    test.equal(rq.fair.nr, 3, "rebase: to the other queue");
    test.check(rq.fair.min_vruntime > machine.queues[0].fair.min_vruntime + 700 * ms,
               "rebase: queues far apart");
    for (const task& t : machine.tasks) {
        const auto lead = static_cast<std::int64_t>(t.se.vruntime - t.rq->fair.min_vruntime);
        test.check(std::abs(lead) < 20 * static_cast<std::int64_t>(ms), "rebase: place is kept");
    }
}

} // namespace checks
