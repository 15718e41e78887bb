// SPDX-License-Identifier: Apache-2.0
//
// A hash table whose readers take no locks. One writer at a time changes it;
// readers are inside an epoch (epoch.h) for as long as they use what they find.
#ifndef RH_TABLE_H
#define RH_TABLE_H

#include "epoch.h"
#include "hash.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Part of every object in a table. */
struct rh_node {
	struct rh_node *next;
	struct ep_head defer;
	struct rh_table *table;
	uint32_t hash;
};

/* What kind of key it is. @field is where an object keeps its key. */
struct rh_key_ops {
	const char *name;
	uint32_t (*hash)(const void *key, const struct siphash_key *seed);
	bool (*equal)(const void *key, const void *field);
	const void *(*key_of)(const void *field);
};

enum rh_key_kind {
	RH_KEY_U64,	/* key and field: uint64_t */
	RH_KEY_TUPLE,	/* key and field: 16 bytes, 4-byte aligned */
	RH_KEY_STRING,	/* key: const char *; field: a pointer to one */
	RH_NR_KEY_KINDS,
};

/* The operations of a kind of key; NULL if there is no such kind. */
const struct rh_key_ops *rh_key_ops_of(enum rh_key_kind kind);

/* The operations of the kind called @name; NULL if there is none. */
const struct rh_key_ops *rh_key_ops_by_name(const char *name);

struct rh_params {
	enum rh_key_kind keys;
	ptrdiff_t field;		/* from the node to the object's key */
	void (*free)(struct rh_node *node);	/* after the grace period; may be NULL */
	struct siphash_key seed;
	uint32_t min_size;		/* buckets, a power of two */
	uint32_t max_size;
};

struct rh_buckets {
	uint32_t mask;
	struct rh_buckets *future;	/* where entries are moving to, if they are */
	struct ep_head defer;
	struct rh_node *heads[];
};

struct rh_table {
	struct rh_params params;
	const struct rh_key_ops *ops;
	struct ep_domain *ep;
	struct rh_buckets *cur;
	uint32_t nr;
	uint32_t moved;			/* buckets of cur that are empty for good */
	uint32_t resizes;		/* how many have been completed */
};

/* An empty table; NULL if @params makes no sense or memory is out. */
struct rh_table *rh_create(const struct rh_params *params, struct ep_domain *ep);

/* Removes everything and frees the table; waits for readers, who must be outside. */
void rh_destroy(struct rh_table *table);

/* The node with @key, or NULL; for readers inside, and for the writer. */
struct rh_node *rh_lookup(const struct rh_table *table, const void *key);

/* Adds @node; -EEXIST if its key is there already. */
int rh_insert(struct rh_table *table, struct rh_node *node);

/* Adds @node in the place of the one with the same key, which is freed; -ENOENT if none. */
int rh_replace(struct rh_table *table, struct rh_node *node);

/* Removes the node with @key and frees it after the grace period; -ENOENT if none. */
int rh_remove(struct rh_table *table, const void *key);

/* As rh_remove, by the node; -ENOENT if it has been removed. */
int rh_remove_node(struct rh_table *table, struct rh_node *node);

/* Number of nodes. */
uint32_t rh_count(const struct rh_table *table);

/* Number of buckets, those that are being moved to included. */
uint32_t rh_size(const struct rh_table *table);

/* Whether entries are being moved. */
bool rh_resizing(const struct rh_table *table);

/* bucket.c: chains, without a view of the whole table */

/* @size empty buckets, a power of two; NULL if memory is out. */
struct rh_buckets *rh_buckets_alloc(uint32_t size);

/* Frees the buckets, not the nodes, after the grace period. */
void rh_buckets_retire(struct rh_buckets *buckets, struct ep_domain *ep);

/* The chain that @hash belongs to. */
struct rh_node **rh_bucket_of(struct rh_buckets *buckets, uint32_t hash);

/* Finds @key in one chain; @link, if wanted, is the pointer that leads to it. */
struct rh_node *rh_chain_find(const struct rh_table *table, struct rh_node **head,
			      const void *key, uint32_t hash, struct rh_node ***link);

/* Puts @node first. */
void rh_chain_push(struct rh_node **head, struct rh_node *node);

/* Takes out the node @link leads to, leaving its own pointer to readers. */
void rh_chain_unlink(struct rh_node **link);

/* The pointer that leads to @node; NULL if the chain does not contain it. */
struct rh_node **rh_chain_link_of(struct rh_node **head, const struct rh_node *node);

/* Moves the last node of a chain to where it belongs in @to; false if there is none. */
bool rh_chain_move_last(struct rh_node **head, struct rh_buckets *to);

/* Number of nodes. */
uint32_t rh_chain_length(struct rh_node *const *head);

/* resize.c: called by whoever changes the table */

/* Starts or goes on with a resize if the load asks for one. */
void rh_resize_poll(struct rh_table *table);

/* Starts moving to @size buckets; -EBUSY if entries are moving, -EINVAL, -ENOMEM. */
int rh_resize_start(struct rh_table *table, uint32_t size);

/* Moves up to @budget buckets; whether there is more to do. */
bool rh_resize_step(struct rh_table *table, uint32_t budget);

/* Makes room for @nr nodes at once, before they come. */
int rh_reserve(struct rh_table *table, uint32_t nr);

/* walk.c */

/* A walk sees each node that stays in the table at least once. */
struct rh_walk {
	struct rh_table *table;
	struct rh_buckets *buckets;
	struct rh_node *at;
	uint32_t bucket;
	uint32_t resizes;
	unsigned int slot;
};

/* Prepares a walk by reader @slot. */
void rh_walk_init(struct rh_walk *walk, struct rh_table *table, unsigned int slot);

/* Goes inside; -EAGAIN if a resize makes the walk begin again. */
int rh_walk_start(struct rh_walk *walk);

/* The next node, which the caller may remove; NULL at the end. */
struct rh_node *rh_walk_next(struct rh_walk *walk);

/* Goes outside; the walk can be started again, at the bucket it was in. */
void rh_walk_stop(struct rh_walk *walk);

struct rh_stats {
	uint32_t nodes;
	uint32_t used_buckets;
	uint32_t longest;
	uint32_t lengths[8];	/* the last one counts all longer chains */
};

/* Describes the chains of the table. */
void rh_stats(struct rh_table *table, struct rh_stats *stats);

/* Calls @visit with each node until it returns non-zero. */
int rh_for_each(struct rh_table *table, unsigned int slot,
		int (*visit)(struct rh_node *node, void *arg), void *arg);

#endif
