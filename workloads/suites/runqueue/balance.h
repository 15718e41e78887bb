// SPDX-License-Identifier: Apache-2.0
/*
 * A domain: run queues that share their load. Every queue pulls from the
 * busiest one; none pushes.
 */
#ifndef RUNQUEUE_BALANCE_H
#define RUNQUEUE_BALANCE_H

#include "runqueue.h"

#define DOMAIN_MAX_QUEUES 16

enum load_metric {
	LOAD_INSTANT,	/* summed weights */
	LOAD_TRACKED,	/* decayed history */
};

struct domain {
	struct runqueue *queues[DOMAIN_MAX_QUEUES];
	unsigned int nr;
	enum load_metric metric;
	unsigned int tolerance;		/* percent of imbalance to put up with */
	uint64_t migrations;
	uint64_t failures;		/* passes that found work, moved none */
};

/* Makes a domain with no queues. */
void domain_init(struct domain *domain, enum load_metric metric);

/* Adds a queue; -ENOSPC, or -EEXIST when it is there. */
int domain_add(struct domain *domain, struct runqueue *rq);

/* The queue's load by the domain's metric. */
uint64_t domain_load(const struct domain *domain, const struct runqueue *rq);

/* The queue with most load that is worth pulling from into rq, or NULL. */
struct runqueue *domain_busiest(const struct domain *domain,
				const struct runqueue *rq);

/* Pulls into rq what evens it out with the busiest; the tasks moved. */
unsigned int domain_pull(struct domain *domain, struct runqueue *rq,
			 uint64_t now);

/* Has every queue pull once; the tasks moved. */
unsigned int domain_balance(struct domain *domain, uint64_t now);

/* The least loaded queue the task may run on, or NULL. */
struct runqueue *domain_select(const struct domain *domain,
			       const struct task *task);

/* Moves tasks off a queue, a pass's worth to each other; the tasks moved. */
unsigned int domain_evacuate(struct domain *domain, struct runqueue *rq,
			     uint64_t now);

/* Load of the busiest queue as a percentage of the average one. */
unsigned int domain_imbalance(const struct domain *domain);

#endif
