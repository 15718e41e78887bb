// SPDX-License-Identifier: Apache-2.0
#include "dcache.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "slab.h"
#include "vfs.h"

static struct slab dentries = SLAB_OF(struct dentry);

int dcache_init(struct dcache *cache, unsigned int bits, size_t unused_limit)
{
	*cache = (struct dcache){ .bits = bits, .unused_limit = unused_limit };
	list_init(&cache->unused);
	cache->buckets = calloc((size_t)1 << bits, sizeof(*cache->buckets));
	return cache->buckets ? 0 : -ENOMEM;
}

void dcache_destroy(struct dcache *cache)
{
	free(cache->buckets);
	cache->buckets = NULL;
}

void name_scan(const char *text, struct name *name)
{
	/* FNV-1a: good enough for names, and a byte at a time like the scan itself. */
	uint32_t hash = 2166136261u;
	const char *p;

	for (p = text; *p && *p != '/'; p++)
		hash = (hash ^ (uint8_t)*p) * 16777619u;
	name->text = text;
	name->length = p - text;
	name->hash = hash;
}

bool name_equal(const struct name *a, const struct name *b)
{
	return a->hash == b->hash && a->length == b->length &&
	       !memcmp(a->text, b->text, a->length);
}

/* The same name is in many directories, so the directory's number takes part. */
static struct dentry **bucket_of(struct dcache *cache, const struct dentry *parent, uint32_t hash)
{
	uint64_t mixed = (hash + parent->inode->number * 0x9e3779b97f4a7c15u) * 0x9e3779b97f4a7c15u;

	return &cache->buckets[mixed >> (64 - cache->bits)];
}

struct dentry *dcache_find(struct dcache *cache, const struct dentry *parent,
			   const struct name *name)
{
	struct dentry *dentry = *bucket_of(cache, parent, name->hash);

	for (; dentry; dentry = dentry->hash_next) {
		if (dentry->parent == parent && name_equal(&dentry->name, name)) {
			dentry_get(dentry);
			return dentry;
		}
	}
	return NULL;
}

static bool has_long_name(const struct dentry *dentry)
{
	return dentry->name.length > NAME_INLINE;
}

struct dentry *dcache_add(struct dcache *cache, struct dentry *parent, const struct name *name,
			  struct inode *inode)
{
	struct dentry *dentry = slab_alloc(&dentries);
	char *text;

	if (unlikely(!dentry))
		return NULL;
	dentry->name = *name;
	text = has_long_name(dentry) ? malloc(name->length) : dentry->inline_text;
	if (unlikely(!text)) {
		slab_free(&dentries, dentry);
		return NULL;
	}
	memcpy(text, name->text, name->length);
	dentry->name.text = text;
	dentry->cache = cache;
	dentry->inode = inode;
	dentry->refs = 1;
	list_init(&dentry->lru);
	cache->nr_dentries++;
	cache->misses++;
	if (parent) {
		struct dentry **bucket = bucket_of(cache, parent, name->hash);

		dentry_get(parent);
		dentry->parent = parent;
		dentry->hash_next = *bucket;
		dentry->hashed = true;
		*bucket = dentry;
	} else {
		dentry->parent = dentry;
	}
	return dentry;
}

void dentry_instantiate(struct dentry *dentry, struct inode *inode)
{
	dentry->inode = inode;
}

void dentry_make_negative(struct dentry *dentry)
{
	struct inode *inode = dentry->inode;

	dentry->inode = NULL;
	inode_put(inode);
}

void dcache_drop(struct dentry *dentry)
{
	struct dentry **link;

	if (!dentry->hashed)
		return;
	link = bucket_of(dentry->cache, dentry->parent, dentry->name.hash);
	while (*link != dentry)
		link = &(*link)->hash_next;
	*link = dentry->hash_next;
	dentry->hashed = false;
}

static void forget_unused(struct dentry *dentry)
{
	if (list_empty(&dentry->lru))
		return;
	list_del(&dentry->lru);
	dentry->cache->nr_unused--;
}

static void dentry_free(struct dentry *dentry)
{
	dcache_drop(dentry);
	forget_unused(dentry);
	if (dentry->inode)
		inode_put(dentry->inode);
	if (has_long_name(dentry))
		free((char *)dentry->name.text);
	dentry->cache->nr_dentries--;
	slab_free(&dentries, dentry);
}

void dentry_get(struct dentry *dentry)
{
	ref_get(&dentry->refs);
}

/* Gives up a reference, and does not care how many dentries are unused then. */
static void release(struct dentry *dentry)
{
	while (ref_put(&dentry->refs)) {
		struct dentry *parent = dentry->parent;

		if (likely(dentry->hashed)) {
			dentry->referenced = true;
			if (list_empty(&dentry->lru)) {
				list_add(&dentry->cache->unused, &dentry->lru);
				dentry->cache->nr_unused++;
			}
			return;
		}
		dentry_free(dentry);
		if (parent == dentry)
			return;
		/* Nobody holds the child any more, so it no longer holds its parent. */
		dentry = parent;
	}
}

void dentry_put(struct dentry *dentry)
{
	struct dcache *cache = dentry->cache;

	release(dentry);
	if (unlikely(cache->nr_unused > cache->unused_limit))
		dcache_shrink(cache, cache->unused_limit / 8 + 1);
}

size_t dcache_shrink(struct dcache *cache, size_t want)
{
	size_t scans = 2 * cache->nr_unused;
	size_t done = 0;

	while (done < want && scans-- && !list_empty(&cache->unused)) {
		struct dentry *dentry = container_of(cache->unused.prev, struct dentry, lru);

		if (ref_read(&dentry->refs)) {
			forget_unused(dentry);
		} else if (dentry->referenced) {
			dentry->referenced = false;
			list_move(&cache->unused, &dentry->lru);
		} else {
			struct dentry *parent = dentry->parent;

			dentry_free(dentry);
			release(parent);
			done++;
		}
	}
	return done;
}

void dcache_chain_histogram(const struct dcache *cache, size_t counts[8])
{
	size_t i;

	memset(counts, 0, 8 * sizeof(counts[0]));
	for (i = 0; i < (size_t)1 << cache->bits; i++) {
		const struct dentry *dentry = cache->buckets[i];
		size_t length = 0;

		for (; dentry; dentry = dentry->hash_next)
			length++;
		counts[length < 7 ? length : 7]++;
	}
}
