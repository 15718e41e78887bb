// SPDX-License-Identifier: Apache-2.0
//
// Chains. Readers may be on any of them at any time: pointers change one at a
// time, and each state in between is a chain that ends.
#include "table.h"

#include <stdlib.h>

#define container_of(ptr, type, member)	((type *)((char *)(ptr) - offsetof(type, member)))

struct rh_buckets *rh_buckets_alloc(uint32_t size)
{
	struct rh_buckets *buckets;

	buckets = calloc(1, sizeof(*buckets) + (size_t)size * sizeof(buckets->heads[0]));
	if (buckets)
		buckets->mask = size - 1;
	return buckets;
}

static void buckets_free(struct ep_head *head)
{
	free(container_of(head, struct rh_buckets, defer));
}

void rh_buckets_retire(struct rh_buckets *buckets, struct ep_domain *ep)
{
	ep_defer(ep, &buckets->defer, buckets_free);
}

struct rh_node **rh_bucket_of(struct rh_buckets *buckets, uint32_t hash)
{
	return &buckets->heads[hash & buckets->mask];
}

struct rh_node *rh_chain_find(const struct rh_table *table, struct rh_node **head,
			      const void *key, uint32_t hash, struct rh_node ***link)
{
	struct rh_node **at = head;
	struct rh_node *node;

	for (; (node = ep_load(*at)); at = &node->next) {
		const void *field = (const char *)node + table->params.field;

		if (node->hash == hash && table->ops->equal(key, field))
			break;
	}
	if (link)
		*link = at;
	return node;
}

void rh_chain_push(struct rh_node **head, struct rh_node *node)
{
	node->next = *head;
	ep_publish(*head, node);
}

void rh_chain_unlink(struct rh_node **link)
{
	ep_publish(*link, (*link)->next);
}

struct rh_node **rh_chain_link_of(struct rh_node **head, const struct rh_node *node)
{
	struct rh_node **link = head;

	while (*link && *link != node)
		link = &(*link)->next;
	return *link ? link : NULL;
}

/*
 * The last one, because a reader standing on it then has nothing left to see
 * in the old chain. It goes on in the new one, which costs it some comparisons.
 * The node is in both chains for a moment, and never in neither.
 */
bool rh_chain_move_last(struct rh_node **head, struct rh_buckets *to)
{
	struct rh_node **link = head;
	struct rh_node *node = *head;

	if (!node)
		return false;
	while (node->next) {
		link = &node->next;
		node = node->next;
	}
	head = rh_bucket_of(to, node->hash);
	ep_publish(node->next, *head);
	ep_publish(*head, node);
	ep_publish(*link, NULL);
	return true;
}

uint32_t rh_chain_length(struct rh_node *const *head)
{
	uint32_t n = 0;

	for (const struct rh_node *node = ep_load(*head); node; node = ep_load(node->next))
		n++;
	return n;
}
