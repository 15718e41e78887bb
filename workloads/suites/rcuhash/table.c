// SPDX-License-Identifier: Apache-2.0
#include "table.h"

#include <errno.h>
#include <stdlib.h>

#define container_of(ptr, type, member)	((type *)((char *)(ptr) - offsetof(type, member)))

static bool is_pow2(uint32_t n)
{
	return n && !(n & (n - 1));
}

static bool params_ok(const struct rh_params *params)
{
	return rh_key_ops_of(params->keys) && is_pow2(params->min_size) &&
	       is_pow2(params->max_size) && params->min_size <= params->max_size;
}

struct rh_table *rh_create(const struct rh_params *params, struct ep_domain *ep)
{
	struct rh_table *table;

	if (!params_ok(params))
		return NULL;
	table = calloc(1, sizeof(*table));
	if (!table)
		return NULL;
	table->cur = rh_buckets_alloc(params->min_size);
	if (!table->cur) {
		free(table);
		return NULL;
	}
	table->params = *params;
	table->ops = rh_key_ops_of(params->keys);
	table->ep = ep;
	return table;
}

static void node_free(struct ep_head *head)
{
	struct rh_node *node = container_of(head, struct rh_node, defer);

	if (node->table->params.free)
		node->table->params.free(node);
}

static void retire_all(struct rh_table *table, struct rh_buckets *buckets)
{
	for (uint32_t i = 0; i <= buckets->mask; i++) {
		while (buckets->heads[i]) {
			struct rh_node *node = buckets->heads[i];

			rh_chain_unlink(&buckets->heads[i]);
			ep_defer(table->ep, &node->defer, node_free);
		}
	}
	rh_buckets_retire(buckets, table->ep);
}

void rh_destroy(struct rh_table *table)
{
	struct rh_buckets *future;

	if (!table)
		return;
	for (struct rh_buckets *buckets = table->cur; buckets; buckets = future) {
		future = buckets->future;
		retire_all(table, buckets);
	}
	ep_barrier(table->ep);	/* node_free looks at the table */
	free(table);
}

static const void *field_of(const struct rh_table *table, const struct rh_node *node)
{
	return (const char *)node + table->params.field;
}

static uint32_t hash_key(const struct rh_table *table, const void *key)
{
	return table->ops->hash(key, &table->params.seed);
}

/*
 * In cur first, then where cur's entries are moving to: a node that moves
 * between the two looks is found by the second.
 */
static struct rh_node *find(const struct rh_table *table, const void *key, uint32_t hash,
			    struct rh_node ***link)
{
	struct rh_buckets *buckets = ep_load(table->cur);
	struct rh_node *node;

	do {
		node = rh_chain_find(table, rh_bucket_of(buckets, hash), key, hash, link);
		buckets = ep_load(buckets->future);
	} while (!node && buckets);
	return node;
}

struct rh_node *rh_lookup(const struct rh_table *table, const void *key)
{
	return find(table, key, hash_key(table, key), NULL);
}

static void prepare(struct rh_table *table, struct rh_node *node, const void *key)
{
	node->table = table;
	node->hash = hash_key(table, key);
}

int rh_insert(struct rh_table *table, struct rh_node *node)
{
	const void *key = table->ops->key_of(field_of(table, node));
	struct rh_buckets *buckets;

	prepare(table, node, key);
	if (find(table, key, node->hash, NULL))
		return -EEXIST;
	buckets = table->cur->future ? table->cur->future : table->cur;
	rh_chain_push(rh_bucket_of(buckets, node->hash), node);
	table->nr++;
	rh_resize_poll(table);
	return 0;
}

/* One store swaps them, so a reader finds either the old or the new node. */
int rh_replace(struct rh_table *table, struct rh_node *node)
{
	const void *key = table->ops->key_of(field_of(table, node));
	struct rh_node *old, **link;

	prepare(table, node, key);
	old = find(table, key, node->hash, &link);
	if (!old)
		return -ENOENT;
	node->next = old->next;
	ep_publish(*link, node);
	ep_defer(table->ep, &old->defer, node_free);
	return 0;
}

static void remove_at(struct rh_table *table, struct rh_node **link, struct rh_node *node)
{
	rh_chain_unlink(link);
	table->nr--;
	ep_defer(table->ep, &node->defer, node_free);
	rh_resize_poll(table);
}

int rh_remove(struct rh_table *table, const void *key)
{
	struct rh_node **link;
	struct rh_node *node = find(table, key, hash_key(table, key), &link);

	if (!node)
		return -ENOENT;
	remove_at(table, link, node);
	return 0;
}

int rh_remove_node(struct rh_table *table, struct rh_node *node)
{
	struct rh_buckets *buckets = table->cur;
	struct rh_node **link;

	do {
		link = rh_chain_link_of(rh_bucket_of(buckets, node->hash), node);
		buckets = buckets->future;
	} while (!link && buckets);
	if (!link)
		return -ENOENT;
	remove_at(table, link, node);
	return 0;
}

uint32_t rh_count(const struct rh_table *table)
{
	return table->nr;
}

uint32_t rh_size(const struct rh_table *table)
{
	const struct rh_buckets *future = table->cur->future;

	return (future ? future : table->cur)->mask + 1;
}

bool rh_resizing(const struct rh_table *table)
{
	return table->cur->future;
}
