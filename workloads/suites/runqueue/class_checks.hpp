// SPDX-License-Identifier: Apache-2.0
//
// The classes: the fair one against its model and the shares due, the real-time one by example.
#pragma once

#include "../support/suite.hpp"
#include "fair_model.hpp"
#include "machine.hpp"

extern "C" {
#include "runqueue.h"
}

#include <cmath>
#include <memory>
#include <string>
#include <vector>

namespace checks {

inline void test_fair_model(suite::SelfTest& test) {
    constexpr std::size_t nr = 24;
    suite::Sequence random(3);
    std::vector<task> tasks(nr);
    const auto rq = std::make_unique<runqueue>();
    FairModel model(nr);
    rq_init(rq.get(), 0);
    for (std::size_t i = 0; i < nr; ++i) {
        task_init(&tasks[i], static_cast<std::uint32_t>(i));
    }
    bool picks = true;
    bool times = true;
    bool resched = true;
    std::uint64_t now = 0;
    for (int i = 0; i < 20000; ++i) {
        now += random.next() % ms;
        const std::size_t n = random.next() % nr;
        const std::uint64_t dice = random.next() % 16;
        if (dice < 4 && !tasks[n].queued) {
            rq_wake(rq.get(), &tasks[n], now);
            model.wake(n, now);
        } else if (dice == 4 && tasks[n].queued) {
            rq_deactivate(rq.get(), &tasks[n]);
            model.sleep(n);
        } else if (dice == 5) {
            const int nice = static_cast<int>(random.next() % 40) - 20;
            rq_set_nice(rq.get(), &tasks[n], nice);
            model.set_nice(n, nice);
        } else if (rq->curr != &rq->idle) {
            resched = resched && rq_tick(rq.get(), now) == model.tick(now);
        }
        resched = resched && rq->need_resched == model.resched();
        if (rq->need_resched) {
            const task* next = rq_schedule(rq.get(), now);
            const int expected = model.schedule(now);
            picks = picks && (expected < 0 ? next == &rq->idle
                                           : next == &tasks[static_cast<std::size_t>(expected)]);
        }
        times = times && static_cast<std::int64_t>(tasks[n].se.vruntime) == model.vruntime(n);
        times = times && static_cast<std::int64_t>(rq->fair.min_vruntime) == model.min_vruntime();
    }
    test.check(picks, "fair: picks as the model does");
    test.check(times, "fair: virtual times as the model's");
    test.check(resched, "fair: reschedules when the model does");
    test.check(rq->switches > 2000, "fair: the model was put to the test");
    test.equal(rq->faults, 0, "fair: no fault");
}

inline void test_fair_shares(suite::SelfTest& test) {
    const auto rq = std::make_unique<runqueue>();
    std::vector<task> tasks(4);
    const int nices[] = {0, 5, -3, 10};
    std::uint64_t now = 0;
    double sum = 0;
    rq_init(rq.get(), 0);
    for (std::size_t i = 0; i < tasks.size(); ++i) {
        task_init(&tasks[i], static_cast<std::uint32_t>(i));
        test.equal(static_cast<std::uint64_t>(task_set_fair(&tasks[i], nices[i])), 0, "set nice");
        rq_wake(rq.get(), &tasks[i], now);
        sum += std::pow(1.25, -nices[i]);
    }
    rq_schedule(rq.get(), now);
    run_ticks(*rq, now, 20000);
    for (std::size_t i = 0; i < tasks.size(); ++i) {
        const double share = std::pow(1.25, -nices[i]) / sum;
        const double got = static_cast<double>(tasks[i].se.exec_sum) / static_cast<double>(now);
        test.check(std::abs(got - share) < 0.01, "fair: share of nice " + std::to_string(nices[i]));
    }
    test.check(rq->fair.avg.utilisation >= 1000, "fair: a queue that was always busy");
    task* running = rq->curr;
    rq_yield(rq.get(), now);
    test.check(rq_schedule(rq.get(), now) != running, "fair: one that yields is not picked");
    for (task& t : tasks) {
        rq_deactivate(rq.get(), &t);
    }
    test.check(rq_schedule(rq.get(), now) == &rq->idle, "fair: idle when all sleep");
    test.equal(rq->fair.load.weight, 0, "fair: no weight is left");
    test.check(rq_published_load(rq.get()) < 100, "fair: sleepers take their load along");
    rq_yield(rq.get(), now);
    run_ticks(*rq, now, 3);
    test.equal(rq->idle_ticks, 3, "idle: ticks are counted");
}

inline void test_rt(suite::SelfTest& test) {
    const auto rq = std::make_unique<runqueue>();
    std::vector<task> tasks(4);
    std::uint64_t now = 0;
    rq_init(rq.get(), 0);
    for (std::size_t i = 0; i < tasks.size(); ++i) {
        task_init(&tasks[i], static_cast<std::uint32_t>(i));
    }
    task_set_rt(&tasks[1], POLICY_RR, 10);
    task_set_rt(&tasks[2], POLICY_RR, 10);
    task_set_rt(&tasks[3], POLICY_FIFO, 5);
    rq_wake(rq.get(), &tasks[0], now);
    test.check(rq_schedule(rq.get(), now) == &tasks[0], "rt: a fair task alone");
    rq_wake(rq.get(), &tasks[1], now);
    test.check(rq->need_resched, "rt: preempts a fair task");
    test.check(rq_schedule(rq.get(), now) == &tasks[1], "rt: the first to come");
    rq_wake(rq.get(), &tasks[2], now);
    test.check(!rq->need_resched, "rt: equals do not preempt");
    std::string order;
    for (int i = 0; i < 12; ++i) {
        run_ticks(*rq, now, 1);
        order += static_cast<char>('0' + rq->curr->id);
    }
    test.check(order == "111222211112", "rt: round robin, four ticks each: " + order);
    rq_wake(rq.get(), &tasks[3], now);
    test.check(rq->need_resched && rq_schedule(rq.get(), now) == &tasks[3], "rt: priority");
    run_ticks(*rq, now, 20);
    test.check(rq->curr == &tasks[3], "rt: fifo has no slice");
    rq_deactivate(rq.get(), &tasks[3]);
    test.check(rq_schedule(rq.get(), now)->rt_prio == 10, "rt: next priority");
    task* running = rq->curr;
    rq_yield(rq.get(), now);
    const task* other = rq_schedule(rq.get(), now);
    test.check(other != running && other->rt_prio == 10, "rt: yields to its equal");

    const std::uint64_t before = tasks[0].se.exec_sum;
    run_ticks(*rq, now, 10000);
    const std::uint64_t fair_ms = (tasks[0].se.exec_sum - before) / ms;
    test.check(fair_ms >= 390 && fair_ms <= 510,
               "rt: the budget leaves the fair task its part: " + std::to_string(fair_ms) + " ms");
    rq_deactivate(rq.get(), &tasks[1]);
    rq_deactivate(rq.get(), &tasks[2]);
    test.equal(rq->rt.bitmap, 0, "rt: no priority is left");
    rq_schedule(rq.get(), now);
    test.equal(static_cast<std::uint64_t>(task_set_fair(&tasks[1], 3)), 0, "rt: back to fair");
    rq_wake(rq.get(), &tasks[1], now);
    test.check(tasks[1].se.vruntime > rq->fair.min_vruntime, "rt: placed as a new fair task");
    test.equal(rq->faults, 0, "rt: no fault");
}

} // namespace checks
