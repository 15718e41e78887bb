// SPDX-License-Identifier: Apache-2.0
/*
 * What the fair class knows of a task: its weight, and its virtual time,
 * which moves the slower the heavier the task is.
 */
#ifndef RUNQUEUE_ENTITY_H
#define RUNQUEUE_ENTITY_H

#include "load.h"
#include "rbtree.h"
#include "weight.h"

#define FAIR_LATENCY_NS UINT64_C(6000000)	/* all run once in this time */
#define FAIR_MIN_SLICE_NS UINT64_C(750000)	/* unless slices fall below */

struct entity {
	struct rb_node node;
	struct load_weight weight;
	uint64_t vruntime;	/* ns at weight 1024; wraps */
	uint64_t exec_start;	/* ns: accounted until then */
	uint64_t exec_sum;	/* ns run in all */
	uint64_t picked_sum;	/* exec_sum when last picked */
	struct load_avg avg;
};

/* Starts an entity of a valid nice value that has not run. */
void entity_init(struct entity *se, int nice);

/* Whether virtual time a is before b, though either may have wrapped. */
bool vruntime_before(uint64_t a, uint64_t b);

/* The later of two virtual times. */
uint64_t vruntime_later(uint64_t a, uint64_t b);

/* The order of the timeline. */
bool entity_before(const struct rb_node *a, const struct rb_node *b);

/* The entity a node of the timeline is in. */
struct entity *entity_of(struct rb_node *node);

/* Accounts the time run until now; the ns that were not yet accounted. */
uint64_t entity_charge(struct entity *se, uint64_t now);

/* Marks the entity as picked: its slice starts now. */
void entity_start(struct entity *se, uint64_t now);

/* The slice it is due among nr entities of a summed weight. */
uint64_t entity_slice(const struct entity *se, struct load_weight *sum,
		      unsigned int nr);

/* Places a new entity a slice behind, or a sleeper at most half a latency
 * before, the virtual time a queue has come to. */
void entity_place(struct entity *se, uint64_t min_vruntime, uint64_t debit);

/* Moves the entity from one queue's virtual time to another's. */
void entity_rebase(struct entity *se, uint64_t from, uint64_t to);

/* How far behind (positive) the entity is, at its own weight. */
int64_t entity_lag(const struct entity *se, uint64_t average);

#endif
