// SPDX-License-Identifier: Apache-2.0
/* The idle class: one task that is always runnable and never queued. */
#include "runqueue.h"

static void __attribute__((cold)) idle_fault(struct runqueue *rq)
{
	rq->faults++;
}

static void idle_enqueue(struct runqueue *rq, struct task *task,
			 unsigned int flags)
{
	(void)task;
	(void)flags;
	idle_fault(rq);
}

static void idle_dequeue(struct runqueue *rq, struct task *task)
{
	(void)task;
	idle_fault(rq);
}

static struct task *idle_pick_next(struct runqueue *rq)
{
	return &rq->idle;
}

static void idle_put_prev(struct runqueue *rq, struct task *task)
{
	(void)rq;
	(void)task;
}

static bool idle_tick(struct runqueue *rq, struct task *curr)
{
	(void)curr;
	rq->idle_ticks++;
	return false;
}

static bool idle_preempts(struct runqueue *rq, struct task *curr,
			  struct task *woken)
{
	(void)curr;
	(void)woken;
	idle_fault(rq);
	return false;
}

static void idle_yield(struct runqueue *rq, struct task *curr)
{
	(void)rq;
	(void)curr;
}

const struct sched_ops idle_ops = {
	.name = "idle",
	.rank = 2,
	.enqueue = idle_enqueue,
	.dequeue = idle_dequeue,
	.pick_next = idle_pick_next,
	.put_prev = idle_put_prev,
	.tick = idle_tick,
	.preempts = idle_preempts,
	.yield = idle_yield,
};
