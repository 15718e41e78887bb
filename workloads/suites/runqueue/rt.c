// SPDX-License-Identifier: Apache-2.0
/*
 * The real-time class: a list a priority, and a bitmap of those that are not
 * empty. The running task stays at the head of its list. The class as a
 * whole has a budget, so that a runaway task cannot starve the others.
 */
#include "runqueue.h"

static bool charge_curr(struct runqueue *rq)
{
	struct rt_queue *rt = &rq->rt;

	rt->used += rq->clock - rt->exec_start;
	rt->exec_start = rq->clock;
	if (rt->used > RT_BUDGET_NS)
		rt->throttled = true;
	return rt->throttled;
}

bool rt_refill(struct runqueue *rq)
{
	struct rt_queue *rt = &rq->rt;
	uint64_t elapsed = rq->clock - rt->period_start;
	bool freed;

	if (elapsed < RT_PERIOD_NS)
		return false;
	rt->period_start += elapsed - elapsed % RT_PERIOD_NS;
	rt->used = 0;
	freed = rt->throttled && rt->nr;
	rt->throttled = false;
	return freed;
}

static void append(struct rt_queue *rt, struct task *task)
{
	list_add_tail(&rt->prio[task->rt_prio], &task->rt_link);
	rt->bitmap |= UINT64_C(1) << task->rt_prio;
}

static void unlink_task(struct rt_queue *rt, struct task *task)
{
	list_remove(&task->rt_link);
	if (list_empty(&rt->prio[task->rt_prio]))
		rt->bitmap &= ~(UINT64_C(1) << task->rt_prio);
}

static void rt_enqueue(struct runqueue *rq, struct task *task,
		       unsigned int flags)
{
	if (flags & (ENQUEUE_WAKEUP | ENQUEUE_NEW) || !task->rt_ticks)
		task->rt_ticks = RT_SLICE_TICKS;
	append(&rq->rt, task);
	rq->rt.nr++;
}

static void rt_dequeue(struct runqueue *rq, struct task *task)
{
	if (rq->curr == task)
		charge_curr(rq);
	unlink_task(&rq->rt, task);
	rq->rt.nr--;
}

static struct task *rt_pick_next(struct runqueue *rq)
{
	struct rt_queue *rt = &rq->rt;
	struct list_node *first;

	if (!rt->bitmap || rt->throttled)
		return NULL;
	first = rt->prio[__builtin_ctzll(rt->bitmap)].next;
	rt->exec_start = rq->clock;
	return container_of(first, struct task, rt_link);
}

static void rt_put_prev(struct runqueue *rq, struct task *task)
{
	(void)task;
	charge_curr(rq);
}

static void to_tail(struct rt_queue *rt, struct task *task)
{
	unlink_task(rt, task);
	append(rt, task);
}

static bool alone(const struct task *task)
{
	return task->rt_link.next == task->rt_link.prev;
}

static bool rt_tick(struct runqueue *rq, struct task *curr)
{
	if (!curr->queued || charge_curr(rq))
		return true;
	if (curr->policy != POLICY_RR || --curr->rt_ticks > 0)
		return false;
	curr->rt_ticks = RT_SLICE_TICKS;
	if (alone(curr))
		return false;
	to_tail(&rq->rt, curr);
	return true;
}

static bool rt_preempts(struct runqueue *rq, struct task *curr,
			struct task *woken)
{
	(void)rq;
	return woken->rt_prio < curr->rt_prio;
}

static void rt_yield(struct runqueue *rq, struct task *curr)
{
	if (curr->queued)
		to_tail(&rq->rt, curr);
}

static unsigned int list_length(const struct list_node *list)
{
	const struct list_node *node;
	unsigned int length = 0;

	for (node = list->next; node != list; node = node->next)
		length++;
	return length;
}

unsigned int rt_longest(const struct runqueue *rq)
{
	unsigned int prio, longest = 0;

	for (prio = 0; prio < RT_NR_PRIO; prio++) {
		unsigned int length = list_length(&rq->rt.prio[prio]);

		if (length > longest)
			longest = length;
	}
	return longest;
}

const struct sched_ops rt_ops = {
	.name = "rt",
	.rank = 0,
	.enqueue = rt_enqueue,
	.dequeue = rt_dequeue,
	.pick_next = rt_pick_next,
	.put_prev = rt_put_prev,
	.tick = rt_tick,
	.preempts = rt_preempts,
	.yield = rt_yield,
};
