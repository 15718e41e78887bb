// SPDX-License-Identifier: Apache-2.0
/*
 * Balancing between queues. Tasks are moved only when that leaves the two
 * queues closer, so that none is sent to and fro.
 */
#include "balance.h"

#include <errno.h>

#define PULL_MAX 8	/* tasks a pass: it runs with interrupts off */

static uint64_t instant_load(const struct runqueue *rq)
{
	return rq->fair.load.weight;
}

static uint64_t tracked_load(const struct runqueue *rq)
{
	return rq_published_load(rq);
}

static uint64_t instant_task(const struct task *task)
{
	return task->se.weight.weight;
}

static uint64_t tracked_task(const struct task *task)
{
	return task->se.avg.load;
}

static const struct {
	uint64_t (*queue)(const struct runqueue *rq);
	uint64_t (*task)(const struct task *task);
} metrics[] = {
	[LOAD_INSTANT] = { instant_load, instant_task },
	[LOAD_TRACKED] = { tracked_load, tracked_task },
};

void domain_init(struct domain *domain, enum load_metric metric)
{
	domain->nr = 0;
	domain->metric = metric;
	domain->tolerance = 10;
	domain->migrations = 0;
	domain->failures = 0;
}

int domain_add(struct domain *domain, struct runqueue *rq)
{
	unsigned int i;

	for (i = 0; i < domain->nr; i++) {
		if (domain->queues[i] == rq)
			return -EEXIST;
	}
	if (domain->nr == DOMAIN_MAX_QUEUES)
		return -ENOSPC;
	domain->queues[domain->nr++] = rq;
	return 0;
}

uint64_t domain_load(const struct domain *domain, const struct runqueue *rq)
{
	return metrics[domain->metric].queue(rq);
}

static uint64_t task_load(const struct domain *domain, const struct task *task)
{
	return metrics[domain->metric].task(task);
}

static bool worth_pulling(const struct domain *domain, uint64_t from,
			  uint64_t to)
{
	return from * 100 > to * (100 + domain->tolerance);
}

struct runqueue *domain_busiest(const struct domain *domain,
				const struct runqueue *rq)
{
	uint64_t own = domain_load(domain, rq);
	struct runqueue *busiest = NULL;
	uint64_t most = 0;
	unsigned int i;

	for (i = 0; i < domain->nr; i++) {
		struct runqueue *queue = domain->queues[i];
		uint64_t load = domain_load(domain, queue);

		/* One task alone would only move its queue's emptiness. */
		if (queue == rq || queue->fair.nr < 2)
			continue;
		if (load > most && worth_pulling(domain, load, own)) {
			busiest = queue;
			most = load;
		}
	}
	return busiest;
}

static bool can_move(const struct task *task, const struct runqueue *from,
		     const struct runqueue *to)
{
	return task != from->curr && task_allowed(task, to);
}

/* The caller has seen that the task may run on the new queue. */
static void move_task(struct domain *domain, struct task *task,
		      struct runqueue *from, struct runqueue *to)
{
	rq_deactivate(from, task);
	rq_activate(to, task, 0);
	domain->migrations++;
}

/*
 * Moves tasks whose load is no more than what is wanted, which is half the
 * difference: a heavier one would only turn the imbalance round.
 */
static unsigned int move_tasks(struct domain *domain, struct runqueue *from,
			       struct runqueue *to, uint64_t wanted,
			       unsigned int max)
{
	struct list_node *node = from->fair.members.next;
	unsigned int moved = 0;

	while (node != &from->fair.members && moved < max) {
		struct task *task = container_of(node, struct task, member);
		uint64_t load = task_load(domain, task);

		node = node->next;
		if (load > wanted || !can_move(task, from, to))
			continue;
		move_task(domain, task, from, to);
		wanted -= load;
		moved++;
	}
	return moved;
}

unsigned int domain_pull(struct domain *domain, struct runqueue *rq,
			 uint64_t now)
{
	struct runqueue *busiest = domain_busiest(domain, rq);
	unsigned int moved;
	uint64_t wanted;

	if (!busiest)
		return 0;
	rq_advance(rq, now);
	rq_advance(busiest, now);
	wanted = (domain_load(domain, busiest) - domain_load(domain, rq)) / 2;
	moved = move_tasks(domain, busiest, rq, wanted, PULL_MAX);
	if (!moved)
		domain->failures++;
	else if (rq->curr == &rq->idle)
		rq->need_resched = true;
	return moved;
}

unsigned int domain_balance(struct domain *domain, uint64_t now)
{
	unsigned int i, moved = 0;

	for (i = 0; i < domain->nr; i++)
		moved += domain_pull(domain, domain->queues[i], now);
	return moved;
}

struct runqueue *domain_select(const struct domain *domain,
			       const struct task *task)
{
	struct runqueue *idlest = NULL;
	uint64_t least = 0;
	unsigned int i;

	for (i = 0; i < domain->nr; i++) {
		struct runqueue *queue = domain->queues[i];
		uint64_t load = domain_load(domain, queue);

		if (!task_allowed(task, queue))
			continue;
		if (!idlest || load < least) {
			idlest = queue;
			least = load;
		}
	}
	return idlest;
}

unsigned int domain_evacuate(struct domain *domain, struct runqueue *rq,
			     uint64_t now)
{
	unsigned int i, moved = 0;

	rq_advance(rq, now);
	for (i = 0; i < domain->nr; i++) {
		if (domain->queues[i] == rq)
			continue;
		rq_advance(domain->queues[i], now);
		moved += move_tasks(domain, rq, domain->queues[i], UINT64_MAX,
				    PULL_MAX);
	}
	return moved;
}

unsigned int domain_imbalance(const struct domain *domain)
{
	uint64_t most = 0, sum = 0;
	unsigned int i;

	for (i = 0; i < domain->nr; i++) {
		uint64_t load = domain_load(domain, domain->queues[i]);

		sum += load;
		if (load > most)
			most = load;
	}
	return sum ? (unsigned int)(most * domain->nr * 100 / sum) : 0;
}
