// SPDX-License-Identifier: Apache-2.0
// The cache of names: what a name in a directory led to, or that it led to nothing.
#ifndef PC_DCACHE_H
#define PC_DCACHE_H

#include "list.h"

#define NAME_LENGTH_MAX	255
#define NAME_INLINE	40

struct inode;

struct name {
	const char *text;	/* not ended by NUL */
	uint32_t length;
	uint32_t hash;
};

struct dentry {
	struct dentry *hash_next;
	struct dentry *parent;	/* with a reference; the root's is itself, without one */
	struct inode *inode;	/* with a reference; NULL: the name leads to nothing */
	struct name name;
	struct dcache *cache;
	struct list lru;	/* among the unused; in use it may linger there */
	int refs;
	bool hashed;
	bool referenced;
	char inline_text[NAME_INLINE];
};

struct dcache {
	struct dentry **buckets;
	unsigned int bits;
	struct list unused;
	size_t nr_unused;
	size_t unused_limit;
	size_t nr_dentries;
	uint64_t misses;	/* dentries that had to be made */
};

/* Sets up a cache that keeps `unused_limit` dentries no one uses; 0 or -ENOMEM. */
int dcache_init(struct dcache *cache, unsigned int bits, size_t unused_limit);

/* Frees the table of an empty cache. */
void dcache_destroy(struct dcache *cache);

/* Measures and hashes a name that ends at a slash or NUL. */
void name_scan(const char *text, struct name *name);

/* Whether two names are the same. */
bool name_equal(const struct name *a, const struct name *b);

/* The cached dentry of a name, with a reference, or NULL. */
struct dentry *dcache_find(struct dcache *cache, const struct dentry *parent,
			   const struct name *name);

/* A new dentry, with a reference, that takes over that of inode (or NULL); NULL without memory. */
struct dentry *dcache_add(struct dcache *cache, struct dentry *parent, const struct name *name,
			  struct inode *inode);

/* Gives a negative dentry an inode and takes over its reference. */
void dentry_instantiate(struct dentry *dentry, struct inode *inode);

/* Makes a dentry negative: its name was removed. */
void dentry_make_negative(struct dentry *dentry);

/* Takes a dentry out of the table; it goes with its last reference. */
void dcache_drop(struct dentry *dentry);

/* Takes a reference. */
void dentry_get(struct dentry *dentry);

/* Gives up a reference; the dentry stays cached. */
void dentry_put(struct dentry *dentry);

/* Frees up to `want` unused dentries, oldest first; returns how many. */
size_t dcache_shrink(struct dcache *cache, size_t want);

/* Counts the buckets by the length of their chains, 7 standing for all longer ones. */
void dcache_chain_histogram(const struct dcache *cache, size_t counts[8]);

#endif
