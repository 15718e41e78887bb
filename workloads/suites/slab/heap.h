// SPDX-License-Identifier: Apache-2.0
/*
 * Memory of any size: a cache for each of a few sizes, and whole pages for
 * what is larger. The heap is also what caches share: pages, the cache that
 * magazines come from, and the shrinkers.
 */
#ifndef SLAB_HEAP_H
#define SLAB_HEAP_H

#include "cache.h"

#define HEAP_NR_CLASSES 14
#define HEAP_MAX_SMALL 2048u

enum corruption {
	CORRUPT_NONE,
	CORRUPT_FREELIST,
	CORRUPT_ZONE,
	CORRUPT_POISON,
	CORRUPT_DOUBLE_FREE,
	CORRUPT_POINTER,
};

/* Told of damage; the object is where it was found. */
typedef void (*heap_report_fn)(struct cache *cache, const void *object,
			       unsigned int kind);

/* Something outside that holds memory it can do without. */
struct shrinker {
	struct list_node link;
	size_t (*count)(struct shrinker *shrinker);	/* objects to spare */
	size_t (*scan)(struct shrinker *shrinker, size_t nr);	/* freed */
};

struct heap {
	struct arena arena;
	struct list_node caches;
	struct list_node shrinkers;
	struct cache magazines;
	struct cache classes[HEAP_NR_CLASSES];
	heap_report_fn report;		/* or NULL */
	uint64_t secret;
	uint64_t nr_reports;
	bool shrinking;
};

/* Makes a heap of memory; -EINVAL when it is too small. */
int heap_init(struct heap *heap, void *memory, size_t bytes, uint64_t secret);

/* Memory, aligned to 16 from 16 bytes on, or NULL. */
void *heap_alloc(struct heap *heap, size_t size);

/* Memory filled with zero bytes, or NULL. */
void *heap_zalloc(struct heap *heap, size_t size);

/* Returns memory; NULL is fine; -EINVAL when it is not the heap's. */
int heap_free(struct heap *heap, void *memory);

/* Bytes that memory from the heap has room for, or 0. */
size_t heap_usable(const struct heap *heap, const void *memory);

/* Moves what is in memory to a place of another size; NULL, and the memory
 * stays, when there is none. */
void *heap_resize(struct heap *heap, void *memory, size_t size);

/* The class of a size from 1 to HEAP_MAX_SMALL. */
unsigned int heap_class(size_t size);

/* Records damage, and tells whoever wants to know. */
void heap_report(struct heap *heap, struct cache *cache, const void *object,
		 unsigned int kind);

/* Adds a shrinker, or takes it off. */
void shrinker_add(struct heap *heap, struct shrinker *shrinker);
void shrinker_remove(struct shrinker *shrinker);

/* Returns a cache's empty slabs; the pages freed. */
size_t cache_shrink(struct cache *cache);

/* Has all caches and shrinkers give what they can spare; the pages freed. */
size_t heap_shrink(struct heap *heap);

/* Pages heap_shrink would free at once, magazines aside. */
size_t heap_shrinkable(const struct heap *heap);

#endif
