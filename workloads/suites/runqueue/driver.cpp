// SPDX-License-Identifier: Apache-2.0
//
// The run queues' errors and benchmarks; what they compute is checked in *_checks.hpp.
#include "../support/suite.hpp"
#include "balance_checks.hpp"
#include "class_checks.hpp"
#include "load_checks.hpp"
#include "machine.hpp"
#include "tree_checks.hpp"

extern "C" {
#include "balance.h"
#include "runqueue.h"
}

#include <benchmark/benchmark.h>

#include <cerrno>
#include <vector>

namespace {

using checks::Machine;
using checks::ms;

void expect_error(suite::SelfTest& test, int got, int expected, const char* what) {
    test.equal(static_cast<std::uint64_t>(-got), static_cast<std::uint64_t>(expected), what);
}

void test_errors(suite::SelfTest& test) {
    Machine machine(2, 2, LOAD_INSTANT);
    runqueue* rq = &machine.queues[0];
    task* t = &machine.tasks[0];
    expect_error(test, task_set_fair(t, 20), EINVAL, "nice 20");
    expect_error(test, task_set_fair(&rq->idle, 0), EINVAL, "idle made fair");
    expect_error(test, task_set_rt(t, POLICY_FAIR, 1), EINVAL, "rt with a fair policy");
    expect_error(test, task_set_rt(t, POLICY_RR, RT_NR_PRIO), EINVAL, "rt priority 64");
    expect_error(test, rq_deactivate(rq, t), ENOENT, "deactivate a sleeper");
    t->allowed = 2;
    expect_error(test, rq_wake(rq, t, 1), EPERM, "wake where it may not be");
    t->allowed = 3;
    expect_error(test, rq_activate(rq, &rq->idle, 0), EPERM, "activate the idle task");
    expect_error(test, rq_wake(rq, t, 1), 0, "wake");
    expect_error(test, rq_wake(rq, t, 2), EBUSY, "wake twice");
    expect_error(test, task_set_fair(t, 1), EBUSY, "change class when queued");
    expect_error(test, task_set_rt(t, POLICY_RR, 1), EBUSY, "make rt when queued");
    expect_error(test, rq_deactivate(&machine.queues[1], t), ENOENT, "deactivate elsewhere");
    expect_error(test, rq_set_nice(&machine.queues[1], t, 1), EINVAL, "nice elsewhere");
    expect_error(test, rq_set_nice(rq, t, -21), EINVAL, "nice -21");
    expect_error(test, domain_add(&machine.dom, rq), EEXIST, "add a queue twice");
    std::vector<runqueue> more(DOMAIN_MAX_QUEUES);
    for (std::size_t i = 2; i < DOMAIN_MAX_QUEUES; ++i) {
        expect_error(test, domain_add(&machine.dom, &more[i]), 0, "add a queue");
    }
    expect_error(test, domain_add(&machine.dom, more.data()), ENOSPC, "add a queue too many");
    test.equal(rq->faults, 0, "no call reached the idle class");
}

// A queue with `nr` fair tasks of mixed nice values, one of them running.
struct Loaded {
    Machine machine;
    std::uint64_t now = ms;

    explicit Loaded(std::size_t nr) : machine(1, nr, LOAD_INSTANT) {
        suite::Sequence random(7);
        for (task& t : machine.tasks) {
            task_set_fair(&t, static_cast<int>(random.next() % 11) - 5);
            rq_wake(&machine.queues[0], &t, now);
        }
        rq_schedule(&machine.queues[0], now);
    }
};

// The timer's path: account, track load, and mostly let someone else run.
void tick_and_switch(benchmark::State& state) {
    Loaded loaded(64);
    runqueue* rq = &loaded.machine.queues[0];
    for (auto _ : suite::region(state)) {
        for (int i = 0; i < 16; ++i) {
            loaded.now += ms;
            if (rq_tick(rq, loaded.now)) {
                benchmark::DoNotOptimize(rq_schedule(rq, loaded.now));
            }
        }
    }
}
BENCHMARK(tick_and_switch);

// Tasks that block after 50 us, and others that wake meanwhile: the path of I/O and pipes.
void sleep_and_wake(benchmark::State& state) {
    Loaded loaded(64);
    runqueue* rq = &loaded.machine.queues[0];
    task* sleeper = &loaded.machine.tasks[5];
    rq_deactivate(rq, sleeper);
    rq_schedule(rq, loaded.now);
    for (auto _ : suite::region(state)) {
        for (int i = 0; i < 16; ++i) {
            task* curr = rq->curr;
            loaded.now += 50000;
            rq_advance(rq, loaded.now);
            rq_deactivate(rq, curr);
            rq_wake(rq, sleeper, loaded.now);
            benchmark::DoNotOptimize(rq_schedule(rq, loaded.now));
            sleeper = curr;
        }
    }
}
BENCHMARK(sleep_and_wake);

// The tree alone: the first of 256 leaves it and comes back further to the right.
void timeline_churn(benchmark::State& state) {
    suite::Sequence random(8);
    std::vector<entity> entities(256);
    std::vector<std::uint64_t> steps(1024);
    std::size_t step = 0;
    rb_tree tree;
    rb_init(&tree);
    for (entity& se : entities) {
        entity_init(&se, 0);
        se.vruntime = random.next() % (6 * ms);
        rb_add(&tree, &se.node, entity_before);
    }
    for (std::uint64_t& s : steps) {
        s = random.next() % (6 * ms);
    }
    for (auto _ : suite::region(state)) {
        for (int i = 0; i < 64; ++i) {
            rb_node* first = rb_first(&tree);
            rb_erase(&tree, first);
            entity_of(first)->vruntime += steps[step++ % steps.size()];
            rb_add(&tree, first, entity_before);
        }
        benchmark::DoNotOptimize(tree.root);
    }
}
BENCHMARK(timeline_churn);

// Four queues whose tasks change weight, so that there is something to move in every pass.
void balance_pass(benchmark::State& state) {
    Machine machine(4, 64, LOAD_INSTANT);
    suite::Sequence random(9);
    std::vector<int> nices(1024);
    std::size_t turn = 0;
    std::uint64_t now = ms;
    for (int& nice : nices) {
        nice = static_cast<int>(random.next() % 21) - 10;
    }
    for (task& t : machine.tasks) {
        rq_wake(&machine.queues[t.id % 4], &t, now);
    }
    for (auto _ : suite::region(state)) {
        for (int i = 0; i < 4; ++i, ++turn) {
            task* t = &machine.tasks[turn * 5 % machine.tasks.size()];
            rq_set_nice(t->rq, t, nices[turn % nices.size()]);
        }
        now += ms;
        benchmark::DoNotOptimize(domain_balance(&machine.dom, now));
    }
}
BENCHMARK(balance_pass);

// Eight real-time tasks take turns, one of higher priority interrupts, and fair ones get the rest.
void rt_preemption(benchmark::State& state) {
    Loaded loaded(8);
    runqueue* rq = &loaded.machine.queues[0];
    std::vector<task> tasks(9);
    for (std::size_t i = 0; i < tasks.size(); ++i) {
        task_init(&tasks[i], static_cast<std::uint32_t>(100 + i));
        task_set_rt(&tasks[i], i == 0 ? POLICY_FIFO : POLICY_RR, i == 0 ? 3 : 20);
        if (i > 0) {
            rq_wake(rq, &tasks[i], loaded.now);
        }
    }
    rq_schedule(rq, loaded.now);
    for (auto _ : suite::region(state)) {
        for (int i = 0; i < 32; ++i) {
            loaded.now += ms;
            if (rq_tick(rq, loaded.now)) {
                rq_schedule(rq, loaded.now);
            }
            rq_wake(rq, tasks.data(), loaded.now);
            rq_schedule(rq, loaded.now);
            rq_deactivate(rq, tasks.data());
            benchmark::DoNotOptimize(rq_schedule(rq, loaded.now));
        }
    }
}
BENCHMARK(rt_preemption);

} // namespace

void suite::self_test(suite::SelfTest& test) {
    checks::test_tree(test);
    checks::test_weights(test);
    checks::test_load(test);
    checks::test_fair_model(test);
    checks::test_fair_shares(test);
    checks::test_rt(test);
    checks::test_balance(test);
    checks::test_tracked_balance(test);
    checks::test_rebase(test);
    test_errors(test);
}
