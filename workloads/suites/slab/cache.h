// SPDX-License-Identifier: Apache-2.0
/*
 * Caches of objects of one size. Objects come from slabs, and pass through
 * magazines of the processor at hand (Bonwick and Adams, USENIX 2001).
 */
#ifndef SLAB_CACHE_H
#define SLAB_CACHE_H

#include "arena.h"
#include "freelist.h"

#define NR_CPUS 4
#define MAGAZINE_ROUNDS 14
#define CACHE_MAX_ORDER 3

#define CACHE_DIRECT 1u		/* no magazines */
#define CACHE_DEBUG 2u		/* red zones and poison; implies no magazines */

struct cache;
struct heap;

typedef void (*cache_ctor)(void *object);

struct slab {
	struct list_node link;		/* in a list of its cache */
	struct cache *cache;
	unsigned char *objects;
	unsigned int in_use;
	struct freelist free;
};

struct magazine {
	struct list_node link;		/* in a list of the depot */
	unsigned int rounds;
	void *slot[MAGAZINE_ROUNDS];
};

struct cpu_cache {
	struct magazine *loaded;	/* either may be NULL */
	struct magazine *spare;		/* full or empty */
};

/* How objects go in and out; alloc may return NULL. */
struct cache_ops {
	void *(*alloc)(struct cache *cache);
	int (*free)(struct cache *cache, struct slab *slab, void *object);
};

struct cache {
	const char *name;
	const struct cache_ops *ops;
	struct heap *heap;
	cache_ctor ctor;		/* run when memory becomes an object */
	uint32_t size;			/* the caller asked for */
	uint32_t stride;		/* from an object to the next */
	uint32_t inverse;		/* 2^32 / stride, rounded up */
	uint32_t lead;			/* red zone before the object */
	uint32_t first;			/* offset of the first in a slab */
	uint32_t per_slab;
	unsigned int order;		/* of a slab */
	unsigned int flags;
	struct list_node link;		/* in heap.caches */
	struct list_node full;
	struct list_node partial;
	struct list_node empty;
	uint32_t nr_slabs;
	uint32_t nr_empty;
	struct cpu_cache cpus[NR_CPUS];
	struct list_node depot_full;
	struct list_node depot_empty;
	uint64_t slab_allocs;		/* objects that came from slabs */
	uint64_t slab_frees;
};

/* Makes a cache; align is a power of two up to 256, ctor may be NULL;
 * -EINVAL when size or align cannot be had. */
int cache_create(struct cache *cache, struct heap *heap, const char *name,
		 size_t size, size_t align, unsigned int flags,
		 cache_ctor ctor);

/* Ends a cache and returns its pages; -EBUSY while objects are in use. */
int cache_destroy(struct cache *cache);

/* An object, or NULL when there is no memory. */
void *cache_alloc(struct cache *cache);

/* Returns an object; -EINVAL when it cannot be one of the cache. */
int cache_free(struct cache *cache, void *object);

/* Objects in slabs that are in use, or in a magazine. */
uint64_t cache_nr_taken(const struct cache *cache);

/* Percentage of its pages that a cache's objects in use fill. */
unsigned int cache_fill(const struct cache *cache);

/* A new slab on the list of empty ones, or NULL. */
struct slab *slab_create(struct cache *cache);

/* Returns an empty slab's pages. */
void slab_destroy(struct slab *slab);

/* An object of any slab, or NULL. */
void *slab_alloc(struct cache *cache);

/* Returns an object to its slab; -EINVAL when none begins there. */
int slab_free(struct slab *slab, void *object);

/* The index of the object an address of a slab is in. */
unsigned int slab_index(const struct slab *slab, const void *address);

/* The object of an index. */
void *slab_object(const struct slab *slab, unsigned int index);

/* The processor at hand, and a change of it. */
unsigned int cpu_current(void);
void cpu_enter(unsigned int cpu);

/* Empties a cache's depot, and with all set the processors' magazines. */
void magazine_drain(struct cache *cache, bool all);

/* Objects in magazines. */
uint64_t magazine_nr_objects(const struct cache *cache);

extern const struct cache_ops magazine_ops;
extern const struct cache_ops direct_ops;
extern const struct cache_ops debug_ops;

#endif
