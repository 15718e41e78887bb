// SPDX-License-Identifier: Apache-2.0
//
// Walks over a table that changes. While inside, old buckets and removed nodes
// stay, so a walk simply goes on from where it is and then to the future table.
#include "table.h"

#include <errno.h>
#include <string.h>

static void rewind_walk(struct rh_walk *walk)
{
	walk->buckets = ep_load(walk->table->cur);
	walk->resizes = walk->table->resizes;
	walk->bucket = 0;
}

void rh_walk_init(struct rh_walk *walk, struct rh_table *table, unsigned int slot)
{
	walk->table = table;
	walk->slot = slot;
	walk->at = NULL;
	rewind_walk(walk);
}

int rh_walk_start(struct rh_walk *walk)
{
	ep_enter(walk->table->ep, walk->slot);
	walk->at = NULL;	/* may be gone: see the whole bucket again */
	if (walk->resizes == walk->table->resizes)
		return 0;
	rewind_walk(walk);
	return -EAGAIN;
}

static bool next_bucket(struct rh_walk *walk)
{
	if (walk->bucket < walk->buckets->mask) {
		walk->bucket++;
		return true;
	}
	if (!ep_load(walk->buckets->future))
		return false;
	walk->buckets = ep_load(walk->buckets->future);
	walk->bucket = 0;
	return true;
}

struct rh_node *rh_walk_next(struct rh_walk *walk)
{
	struct rh_node *node;

	if (walk->at)
		node = ep_load(walk->at->next);
	else
		node = ep_load(walk->buckets->heads[walk->bucket]);
	while (!node && next_bucket(walk))
		node = ep_load(walk->buckets->heads[walk->bucket]);
	walk->at = node;
	return node;
}

void rh_walk_stop(struct rh_walk *walk)
{
	ep_exit(walk->table->ep, walk->slot);
}

static void count_chain(struct rh_stats *stats, uint32_t length)
{
	uint32_t last = sizeof(stats->lengths) / sizeof(stats->lengths[0]) - 1;

	stats->nodes += length;
	stats->used_buckets += length > 0;
	stats->lengths[length < last ? length : last]++;
	if (length > stats->longest)
		stats->longest = length;
}

void rh_stats(struct rh_table *table, struct rh_stats *stats)
{
	struct rh_buckets *buckets;

	memset(stats, 0, sizeof(*stats));
	for (buckets = table->cur; buckets; buckets = buckets->future) {
		for (uint32_t i = 0; i <= buckets->mask; i++)
			count_chain(stats, rh_chain_length(&buckets->heads[i]));
	}
}

int rh_for_each(struct rh_table *table, unsigned int slot,
		int (*visit)(struct rh_node *node, void *arg), void *arg)
{
	struct rh_node *node;
	struct rh_walk walk;
	int ret = 0;

	rh_walk_init(&walk, table, slot);
	rh_walk_start(&walk);
	while (!ret && (node = rh_walk_next(&walk)))
		ret = visit(node, arg);
	rh_walk_stop(&walk);
	return ret;
}
