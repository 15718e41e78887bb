// SPDX-License-Identifier: Apache-2.0
/*
 * What all classes share: a task becomes runnable, runs, and stops; the
 * classes are asked in the order of their rank.
 */
#include "runqueue.h"

#include <errno.h>
#include <string.h>

static const struct sched_ops *const classes[] = {
	&rt_ops, &fair_ops, &idle_ops,
};

#define NR_CLASSES (sizeof(classes) / sizeof(classes[0]))

static void init_task(struct task *task, uint32_t id, enum task_policy policy,
		      const struct sched_ops *ops)
{
	memset(task, 0, sizeof(*task));
	entity_init(&task->se, 0);
	list_init(&task->member);
	list_init(&task->rt_link);
	task->id = id;
	task->policy = policy;
	task->ops = ops;
	task->allowed = UINT64_MAX;
}

void task_init(struct task *task, uint32_t id)
{
	init_task(task, id, POLICY_FAIR, &fair_ops);
}

void rq_init(struct runqueue *rq, unsigned int id)
{
	unsigned int prio;

	memset(rq, 0, sizeof(*rq));
	rq->id = id;
	rb_init(&rq->fair.timeline);
	list_init(&rq->fair.members);
	load_init(&rq->fair.avg, 0);
	for (prio = 0; prio < RT_NR_PRIO; prio++)
		list_init(&rq->rt.prio[prio]);
	init_task(&rq->idle, UINT32_MAX, POLICY_IDLE, &idle_ops);
	rq->idle.rq = rq;
	rq->curr = &rq->idle;
}

int task_set_fair(struct task *task, int nice)
{
	if (!nice_valid(nice) || task->policy == POLICY_IDLE)
		return -EINVAL;
	if (task->queued)
		return -EBUSY;
	/* The virtual time it once had means nothing any more. */
	if (task->policy != POLICY_FAIR)
		task->rq = NULL;
	task->policy = POLICY_FAIR;
	task->ops = &fair_ops;
	task->nice = nice;
	weight_set_nice(&task->se.weight, nice);
	return 0;
}

int task_set_rt(struct task *task, enum task_policy policy, unsigned int prio)
{
	if (policy != POLICY_FIFO && policy != POLICY_RR)
		return -EINVAL;
	if (prio >= RT_NR_PRIO || task->policy == POLICY_IDLE)
		return -EINVAL;
	if (task->queued)
		return -EBUSY;
	task->policy = policy;
	task->ops = &rt_ops;
	task->rt_prio = prio;
	return 0;
}

bool task_allowed(const struct task *task, const struct runqueue *rq)
{
	return task->allowed >> rq->id & 1;
}

void rq_advance(struct runqueue *rq, uint64_t now)
{
	if (now > rq->clock)
		rq->clock = now;
}

int rq_activate(struct runqueue *rq, struct task *task, unsigned int flags)
{
	if (task->queued)
		return -EBUSY;
	if (task->policy == POLICY_IDLE || !task_allowed(task, rq))
		return -EPERM;
	task->ops->enqueue(rq, task, flags);
	task->queued = true;
	task->rq = rq;
	rq->nr_running++;
	return 0;
}

int rq_deactivate(struct runqueue *rq, struct task *task)
{
	if (!task->queued || task->rq != rq)
		return -ENOENT;
	task->ops->dequeue(rq, task);
	task->queued = false;
	rq->nr_running--;
	if (task == rq->curr)
		rq->need_resched = true;
	return 0;
}

static void check_preemption(struct runqueue *rq, struct task *woken)
{
	struct task *curr = rq->curr;

	if (rq->need_resched || woken == curr)
		return;
	if (woken->ops == curr->ops)
		rq->need_resched = woken->ops->preempts(rq, curr, woken);
	else if (woken->ops->rank < curr->ops->rank)
		rq->need_resched = true;
}

int rq_wake(struct runqueue *rq, struct task *task, uint64_t now)
{
	int err;

	rq_advance(rq, now);
	err = rq_activate(rq, task, task->rq ? ENQUEUE_WAKEUP : ENQUEUE_NEW);
	if (err)
		return err;
	check_preemption(rq, task);
	return 0;
}

static struct task *pick_next(struct runqueue *rq)
{
	struct task *next;
	size_t i;

	/* Mostly there are fair tasks alone: do not go through a table. */
	if (rq->nr_running && rq->nr_running == rq->fair.nr)
		return fair_ops.pick_next(rq);
	for (i = 0; i < NR_CLASSES; i++) {
		next = classes[i]->pick_next(rq);
		if (next)
			return next;
	}
	return &rq->idle;
}

struct task *rq_schedule(struct runqueue *rq, uint64_t now)
{
	struct task *prev = rq->curr;
	struct task *next;

	rq_advance(rq, now);
	rt_refill(rq);
	if (prev->queued && prev->rq == rq)
		prev->ops->put_prev(rq, prev);
	next = pick_next(rq);
	rq->need_resched = false;
	if (next != prev) {
		rq->curr = next;
		rq->switches++;
	}
	return next;
}

bool rq_tick(struct runqueue *rq, uint64_t now)
{
	rq_advance(rq, now);
	if (rt_refill(rq) && rq->curr->ops != &rt_ops)
		rq->need_resched = true;
	if (rq->curr->ops->tick(rq, rq->curr))
		rq->need_resched = true;
	return rq->need_resched;
}

void rq_yield(struct runqueue *rq, uint64_t now)
{
	rq_advance(rq, now);
	rq->curr->ops->yield(rq, rq->curr);
	rq->need_resched = true;
}

int rq_set_nice(struct runqueue *rq, struct task *task, int nice)
{
	if (!nice_valid(nice) || task->policy != POLICY_FAIR)
		return -EINVAL;
	if (task->queued && task->rq != rq)
		return -EINVAL;
	if (task->queued)
		fair_reweight(rq, task, nice);
	else
		weight_set_nice(&task->se.weight, nice);
	task->nice = nice;
	return 0;
}

uint64_t rq_published_load(const struct runqueue *rq)
{
	return __atomic_load_n(&rq->published_load, __ATOMIC_RELAXED);
}

static unsigned int note_id(const struct task *task, uint32_t *ids,
			    unsigned int nr, unsigned int max)
{
	if (nr < max)
		ids[nr] = task->id;
	return nr + 1;
}

unsigned int rq_snapshot(const struct runqueue *rq, uint32_t *ids,
			 unsigned int max)
{
	const struct list_node *node;
	unsigned int prio, nr = 0;

	for (prio = 0; prio < RT_NR_PRIO; prio++) {
		const struct list_node *list = &rq->rt.prio[prio];

		for (node = list->next; node != list; node = node->next)
			nr = note_id(container_of(node, struct task, rt_link),
				     ids, nr, max);
	}
	for (node = rq->fair.members.next; node != &rq->fair.members;
	     node = node->next)
		nr = note_id(container_of(node, struct task, member), ids, nr,
			     max);
	return nr;
}
