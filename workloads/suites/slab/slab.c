// SPDX-License-Identifier: Apache-2.0
/*
 * Slabs: a block of pages with a header, the free list, and objects. A slab
 * is on the list of its cache that says how full it is; objects come from
 * partial slabs first, so that others may become empty.
 */
#include "cache.h"
#include "debug.h"
#include "heap.h"

#include <errno.h>

unsigned int slab_index(const struct slab *slab, const void *address)
{
	uint64_t offset = (uint64_t)((const unsigned char *)address -
				     slab->objects);

	return (unsigned int)((offset * slab->cache->inverse) >> 32);
}

void *slab_object(const struct slab *slab, unsigned int index)
{
	return slab->objects + (size_t)index * slab->cache->stride;
}

static void construct_all(struct slab *slab)
{
	struct cache *cache = slab->cache;
	unsigned int i;

	for (i = 0; i < cache->per_slab; i++)
		cache->ctor((unsigned char *)slab_object(slab, i) +
			    cache->lead);
}

struct slab *slab_create(struct cache *cache)
{
	struct arena *arena = &cache->heap->arena;
	unsigned char *block = arena_alloc(arena, cache->order);
	struct slab *slab = (struct slab *)block;

	if (!block)
		return NULL;
	slab->cache = cache;
	slab->objects = block + cache->first;
	slab->in_use = 0;
	/* The place in the arena, and not the address: runs are repeatable. */
	freelist_init(&slab->free, (uint16_t *)(slab + 1), cache->per_slab,
		      (uint64_t)(block - arena->base) ^ cache->heap->secret);
	if (cache->ctor)
		construct_all(slab);
	if (cache->flags & CACHE_DEBUG)
		debug_seal_slab(slab);
	arena_set_slab(arena, block, slab);
	list_add(&cache->empty, &slab->link);
	cache->nr_slabs++;
	cache->nr_empty++;
	return slab;
}

void slab_destroy(struct slab *slab)
{
	struct cache *cache = slab->cache;

	list_remove(&slab->link);
	cache->nr_slabs--;
	cache->nr_empty--;
	arena_set_slab(&cache->heap->arena, slab, NULL);
	arena_free(&cache->heap->arena, slab);
}

static struct list_node *list_with_room(struct cache *cache)
{
	return list_empty(&cache->partial) ? &cache->empty : &cache->partial;
}

static struct slab *slab_with_room(struct cache *cache)
{
	struct list_node *list = list_with_room(cache);

	if (list_empty(list) && !slab_create(cache)) {
		/* Others may hold pages, or magazines objects, to spare. */
		heap_shrink(cache->heap);
		list = list_with_room(cache);
		if (list_empty(list) && !slab_create(cache))
			return NULL;
	}
	return container_of(list->next, struct slab, link);
}

/* A damaged free list: what was free is lost, and the slab is never freed. */
static void __attribute__((cold, noinline)) retire(struct slab *slab)
{
	struct cache *cache = slab->cache;

	heap_report(cache->heap, cache, slab->objects, CORRUPT_FREELIST);
	if (!slab->in_use++)
		cache->nr_empty--;
	list_move(&cache->full, &slab->link);
	slab->free.head = FREELIST_END;
}

/* The list that a slab with so many objects in use belongs to. */
static struct list_node *list_for(struct cache *cache, unsigned int in_use)
{
	if (in_use == 0)
		return &cache->empty;
	return in_use < cache->per_slab ? &cache->partial : &cache->full;
}

static void change_use(struct slab *slab, int change)
{
	struct cache *cache = slab->cache;
	struct list_node *before = list_for(cache, slab->in_use);
	struct list_node *after;

	slab->in_use += (unsigned int)change;
	after = list_for(cache, slab->in_use);
	if (before == after)
		return;
	cache->nr_empty -= before == &cache->empty;
	cache->nr_empty += after == &cache->empty;
	list_move(after, &slab->link);
}

void *slab_alloc(struct cache *cache)
{
	struct slab *slab;
	unsigned int index;

	for (;;) {
		slab = slab_with_room(cache);
		if (!slab)
			return NULL;
		index = freelist_pop(&slab->free);
		if (index < cache->per_slab)
			break;
		retire(slab);
	}
	change_use(slab, 1);
	cache->slab_allocs++;
	return slab_object(slab, index);
}

int slab_free(struct slab *slab, void *object)
{
	unsigned int index;

	if ((unsigned char *)object < slab->objects)
		return -EINVAL;
	index = slab_index(slab, object);
	if (index >= slab->cache->per_slab ||
	    slab_object(slab, index) != object)
		return -EINVAL;
	freelist_push(&slab->free, index);
	change_use(slab, -1);
	slab->cache->slab_frees++;
	return 0;
}
