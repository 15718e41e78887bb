// SPDX-License-Identifier: Apache-2.0
/*
 * The fair class: whoever is furthest behind in virtual time runs next.
 */
#include "runqueue.h"

#define WAKEUP_GRANULARITY_NS UINT64_C(1000000)

static struct task *task_of(struct entity *se)
{
	return container_of(se, struct task, se);
}

static struct entity *first_entity(const struct fair_queue *fair)
{
	struct rb_node *first = rb_first(&fair->timeline);

	return first ? entity_of(first) : NULL;
}

/* min_vruntime follows the one that is furthest behind. */
static void follow_first(struct fair_queue *fair)
{
	struct entity *first = first_entity(fair);
	struct entity *curr = fair->curr;

	if (!first || (curr && vruntime_before(curr->vruntime,
					       first->vruntime)))
		first = curr;
	if (first)
		fair->min_vruntime = vruntime_later(fair->min_vruntime,
						    first->vruntime);
}

static void charge_curr(struct fair_queue *fair, uint64_t now)
{
	if (fair->curr && entity_charge(fair->curr, now))
		follow_first(fair);
}

static void publish_load(struct runqueue *rq)
{
	__atomic_store_n(&rq->published_load, rq->fair.avg.load,
			 __ATOMIC_RELAXED);
}

/* Brings the histories of the queue and of one entity up to date. */
static void track_load(struct runqueue *rq, struct entity *se, bool runnable)
{
	struct fair_queue *fair = &rq->fair;

	load_update(&se->avg, rq->clock, runnable ? se->weight.weight : 0,
		    fair->curr == se);
	if (load_update(&fair->avg, rq->clock, fair->load.weight,
			fair->curr != NULL))
		publish_load(rq);
}

static void fair_enqueue(struct runqueue *rq, struct task *task,
			 unsigned int flags)
{
	struct fair_queue *fair = &rq->fair;
	struct entity *se = &task->se;

	charge_curr(fair, rq->clock);
	/* Until now it was runnable elsewhere, or not at all. */
	track_load(rq, se, !(flags & (ENQUEUE_WAKEUP | ENQUEUE_NEW)));
	if (task->rq && task->rq != rq)
		entity_rebase(se, task->rq->fair.min_vruntime,
			      fair->min_vruntime);
	weight_add(&fair->load, se->weight.weight);
	fair->nr++;
	if (flags & ENQUEUE_NEW)
		entity_place(se, fair->min_vruntime,
			     entity_slice(se, &fair->load, fair->nr));
	else if (flags & ENQUEUE_WAKEUP)
		entity_place(se, fair->min_vruntime, 0);
	load_attach(&fair->avg, &se->avg);
	list_add_tail(&fair->members, &task->member);
	rb_add(&fair->timeline, &se->node, entity_before);
	publish_load(rq);
}

static void fair_dequeue(struct runqueue *rq, struct task *task)
{
	struct fair_queue *fair = &rq->fair;
	struct entity *se = &task->se;

	charge_curr(fair, rq->clock);
	track_load(rq, se, true);
	load_detach(&fair->avg, &se->avg);
	if (fair->curr == se)
		fair->curr = NULL;
	else
		rb_erase(&fair->timeline, &se->node);
	list_remove(&task->member);
	weight_sub(&fair->load, se->weight.weight);
	fair->nr--;
	follow_first(fair);
	publish_load(rq);
}

static struct task *fair_pick_next(struct runqueue *rq)
{
	struct fair_queue *fair = &rq->fair;
	struct entity *se = first_entity(fair);

	if (!se)
		return NULL;
	track_load(rq, se, true);
	rb_erase(&fair->timeline, &se->node);
	entity_start(se, rq->clock);
	fair->curr = se;
	return task_of(se);
}

static void fair_put_prev(struct runqueue *rq, struct task *task)
{
	struct fair_queue *fair = &rq->fair;

	/* One that slept and woke meanwhile is in the timeline already. */
	if (fair->curr != &task->se)
		return;
	charge_curr(fair, rq->clock);
	track_load(rq, &task->se, true);
	fair->curr = NULL;
	rb_add(&fair->timeline, &task->se.node, entity_before);
}

static bool fair_tick(struct runqueue *rq, struct task *task)
{
	struct fair_queue *fair = &rq->fair;
	struct entity *se = &task->se;
	struct entity *first;
	uint64_t slice;

	if (fair->curr != se)
		return true;
	charge_curr(fair, rq->clock);
	track_load(rq, se, true);
	first = first_entity(fair);
	if (!first)
		return false;
	slice = entity_slice(se, &fair->load, fair->nr);
	if (se->exec_sum - se->picked_sum >= slice)
		return true;
	return vruntime_before(first->vruntime + slice, se->vruntime);
}

/* A light task must be further behind than a heavy one to preempt. */
static bool fair_preempts(struct runqueue *rq, struct task *curr,
			  struct task *woken)
{
	uint64_t granularity = weight_virtual(WAKEUP_GRANULARITY_NS,
					      &woken->se.weight);

	charge_curr(&rq->fair, rq->clock);
	return vruntime_before(woken->se.vruntime + granularity,
			       curr->se.vruntime);
}

static void fair_yield(struct runqueue *rq, struct task *curr)
{
	struct fair_queue *fair = &rq->fair;
	struct rb_node *last = rb_last(&fair->timeline);

	if (!last || fair->curr != &curr->se)
		return;
	charge_curr(fair, rq->clock);
	curr->se.vruntime = vruntime_later(curr->se.vruntime,
					   entity_of(last)->vruntime);
}

void fair_reweight(struct runqueue *rq, struct task *task, int nice)
{
	struct fair_queue *fair = &rq->fair;
	struct entity *se = &task->se;

	charge_curr(fair, rq->clock);
	track_load(rq, se, true);
	/* Virtual time stays, and with it the place in the timeline. */
	weight_sub(&fair->load, se->weight.weight);
	weight_set_nice(&se->weight, nice);
	weight_add(&fair->load, se->weight.weight);
}

uint64_t fair_spread(const struct runqueue *rq)
{
	struct rb_node *first = rb_first(&rq->fair.timeline);
	struct rb_node *last = rb_last(&rq->fair.timeline);

	if (!first)
		return 0;
	return entity_of(last)->vruntime - entity_of(first)->vruntime;
}

const struct sched_ops fair_ops = {
	.name = "fair",
	.rank = 1,
	.enqueue = fair_enqueue,
	.dequeue = fair_dequeue,
	.pick_next = fair_pick_next,
	.put_prev = fair_put_prev,
	.tick = fair_tick,
	.preempts = fair_preempts,
	.yield = fair_yield,
};
