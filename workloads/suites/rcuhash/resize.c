// SPDX-License-Identifier: Apache-2.0
//
// Growing and shrinking, a few buckets at a time: no single change of the table
// pays for all of it.
#include "table.h"

#include <errno.h>

#define STEP	4	/* done long before the table must grow again */

static bool wants_to_grow(const struct rh_table *table)
{
	return table->nr > rh_size(table) - rh_size(table) / 4 &&
	       rh_size(table) < table->params.max_size;
}

/* Far below the load at which it grew, or it would swing. */
static bool wants_to_shrink(const struct rh_table *table)
{
	return table->nr < rh_size(table) / 4 && rh_size(table) > table->params.min_size;
}

int rh_resize_start(struct rh_table *table, uint32_t size)
{
	struct rh_buckets *future;

	if (rh_resizing(table))
		return -EBUSY;
	if (size < table->params.min_size || size > table->params.max_size ||
	    size & (size - 1) || size == rh_size(table))
		return -EINVAL;
	future = rh_buckets_alloc(size);
	if (!future)
		return -ENOMEM;
	table->moved = 0;
	ep_publish(table->cur->future, future);
	return 0;
}

/* Walkers may still be on the old buckets, and find the new ones through them. */
static void finish(struct rh_table *table)
{
	struct rh_buckets *old = table->cur;

	ep_publish(table->cur, old->future);
	table->moved = 0;
	table->resizes++;
	rh_buckets_retire(old, table->ep);
}

bool rh_resize_step(struct rh_table *table, uint32_t budget)
{
	struct rh_buckets *from = table->cur;

	if (!rh_resizing(table))
		return false;
	for (; budget && table->moved <= from->mask; budget--, table->moved++) {
		while (rh_chain_move_last(&from->heads[table->moved], from->future))
			;
	}
	if (table->moved <= from->mask)
		return true;
	finish(table);
	return false;
}

void rh_resize_poll(struct rh_table *table)
{
	if (rh_resizing(table))
		rh_resize_step(table, STEP);
	else if (wants_to_grow(table))
		rh_resize_start(table, rh_size(table) * 2);	/* without memory: next time */
	else if (wants_to_shrink(table))
		rh_resize_start(table, rh_size(table) / 2);
}

int rh_reserve(struct rh_table *table, uint32_t nr)
{
	uint32_t size = table->params.min_size;
	int err;

	while (size < table->params.max_size && nr > size - size / 4)
		size *= 2;
	rh_resize_step(table, UINT32_MAX);
	if (size <= rh_size(table))
		return 0;
	err = rh_resize_start(table, size);
	if (!err)
		rh_resize_step(table, UINT32_MAX);
	return err;
}
