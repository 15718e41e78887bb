// SPDX-License-Identifier: Apache-2.0
/* How a cache lays out its slabs, and the way in for callers. */
#include "cache.h"
#include "debug.h"
#include "heap.h"

#include <errno.h>
#include <string.h>

#define MIN_ALIGN 8u
#define MAX_ALIGN 256u
#define MIN_PER_SLAB 8u

static uint32_t round_up(uint32_t value, uint32_t align)
{
	return (value + align - 1) & ~(align - 1);
}

static uint32_t first_offset(unsigned int nr, uint32_t align)
{
	return round_up((uint32_t)(sizeof(struct slab) + freelist_bytes(nr)),
			align);
}

/* How many objects a slab of an order holds. */
static unsigned int objects_in(unsigned int order, uint32_t stride,
			       uint32_t align)
{
	uint32_t bytes = PAGE_BYTES << order;
	unsigned int nr = bytes / stride;

	if (nr > FREELIST_MAX)
		nr = FREELIST_MAX;
	while (nr && first_offset(nr, align) + nr * stride > bytes)
		nr--;
	return nr;
}

/* The lowest order that holds enough objects, or the highest. */
static int lay_out(struct cache *cache, uint32_t align)
{
	unsigned int order, nr = 0;

	for (order = 0; order <= CACHE_MAX_ORDER; order++) {
		nr = objects_in(order, cache->stride, align);
		cache->order = order;
		if (nr >= MIN_PER_SLAB)
			break;
	}
	if (!nr)
		return -EINVAL;
	cache->per_slab = nr;
	cache->first = first_offset(nr, align);
	cache->inverse = (uint32_t)(((UINT64_C(1) << 32) + cache->stride - 1) /
				    cache->stride);
	return 0;
}

static const struct cache_ops *ops_for(unsigned int flags)
{
	if (flags & CACHE_DEBUG)
		return &debug_ops;
	return flags & CACHE_DIRECT ? &direct_ops : &magazine_ops;
}

int cache_create(struct cache *cache, struct heap *heap, const char *name,
		 size_t size, size_t align, unsigned int flags,
		 cache_ctor ctor)
{
	uint32_t tail = 0;

	if (!size || size > (PAGE_BYTES << CACHE_MAX_ORDER))
		return -EINVAL;
	if (align > MAX_ALIGN || (align & (align - 1)))
		return -EINVAL;
	if (align < MIN_ALIGN)
		align = MIN_ALIGN;
	memset(cache, 0, sizeof(*cache));
	cache->name = name;
	cache->heap = heap;
	cache->ctor = ctor;
	cache->flags = flags;
	cache->ops = ops_for(flags);
	cache->size = (uint32_t)size;
	if (flags & CACHE_DEBUG) {
		cache->lead = round_up(DEBUG_ZONE_BYTES, (uint32_t)align);
		tail = DEBUG_ZONE_BYTES;
	}
	cache->stride = round_up(cache->lead + cache->size + tail,
				 (uint32_t)align);
	if (lay_out(cache, (uint32_t)align))
		return -EINVAL;
	list_init(&cache->full);
	list_init(&cache->partial);
	list_init(&cache->empty);
	list_init(&cache->depot_full);
	list_init(&cache->depot_empty);
	list_add(&heap->caches, &cache->link);
	return 0;
}

int cache_destroy(struct cache *cache)
{
	magazine_drain(cache, true);
	if (cache->nr_empty != cache->nr_slabs)
		return -EBUSY;
	cache_shrink(cache);
	list_remove(&cache->link);
	return 0;
}

void *cache_alloc(struct cache *cache)
{
	return cache->ops->alloc(cache);
}

int cache_free(struct cache *cache, void *object)
{
	struct slab *slab = arena_slab_of(&cache->heap->arena, object);

	if (!slab || slab->cache != cache)
		return -EINVAL;
	return cache->ops->free(cache, slab, object);
}

uint64_t cache_nr_taken(const struct cache *cache)
{
	return cache->slab_allocs - cache->slab_frees;
}

unsigned int cache_fill(const struct cache *cache)
{
	uint64_t bytes = (uint64_t)cache->nr_slabs * PAGE_BYTES << cache->order;
	uint64_t used = cache_nr_taken(cache) - magazine_nr_objects(cache);

	return bytes ? (unsigned int)(used * cache->size * 100 / bytes) : 100;
}

static int direct_free(struct cache *cache, struct slab *slab, void *object)
{
	(void)cache;
	return slab_free(slab, object);
}

const struct cache_ops direct_ops = {
	.alloc = slab_alloc,
	.free = direct_free,
};
