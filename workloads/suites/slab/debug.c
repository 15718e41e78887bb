// SPDX-License-Identifier: Apache-2.0
/*
 * A slab's memory holds, for each object: a zone, padded to the alignment,
 * the object, and a zone. Zones are written when an object changes hands.
 */
#include "debug.h"
#include "heap.h"

#include <errno.h>
#include <string.h>

static bool all_bytes(const unsigned char *bytes, int value, size_t nr)
{
	size_t i;

	for (i = 0; i < nr; i++) {
		if (bytes[i] != value)
			return false;
	}
	return true;
}

/* Zones touch the object, whatever its alignment. */
static void mark_zones(const struct cache *cache, unsigned char *object,
		       int value)
{
	memset(object - DEBUG_ZONE_BYTES, value, DEBUG_ZONE_BYTES);
	memset(object + cache->size, value, DEBUG_ZONE_BYTES);
}

static bool zones_intact(const struct cache *cache,
			 const unsigned char *object, int value)
{
	const unsigned char *after = object + cache->size;

	return all_bytes(object - DEBUG_ZONE_BYTES, value, DEBUG_ZONE_BYTES) &&
	       all_bytes(after, value, DEBUG_ZONE_BYTES);
}

static bool poison_intact(const struct cache *cache,
			  const unsigned char *object)
{
	return cache->ctor || all_bytes(object, DEBUG_POISON, cache->size);
}

/* What is wrong with a free object. */
static unsigned int check_free(const struct cache *cache,
			       const unsigned char *object)
{
	if (!zones_intact(cache, object, DEBUG_ZONE_FREE))
		return CORRUPT_ZONE;
	return poison_intact(cache, object) ? CORRUPT_NONE : CORRUPT_POISON;
}

static void seal(const struct cache *cache, unsigned char *object)
{
	mark_zones(cache, object, DEBUG_ZONE_FREE);
	if (!cache->ctor)
		memset(object, DEBUG_POISON, cache->size);
}

void debug_seal_slab(const struct slab *slab)
{
	const struct cache *cache = slab->cache;
	unsigned int i;

	for (i = 0; i < cache->per_slab; i++)
		seal(cache, (unsigned char *)slab_object(slab, i) +
			    cache->lead);
}

static void *debug_alloc(struct cache *cache)
{
	unsigned char *object = slab_alloc(cache);
	unsigned int kind;

	if (!object)
		return NULL;
	object += cache->lead;
	kind = check_free(cache, object);
	if (kind != CORRUPT_NONE)
		heap_report(cache->heap, cache, object, kind);
	mark_zones(cache, object, DEBUG_ZONE_USED);
	return object;
}

static int __attribute__((cold)) refuse(struct cache *cache, void *object,
					unsigned int kind)
{
	heap_report(cache->heap, cache, object, kind);
	return -EINVAL;
}

static int debug_free(struct cache *cache, struct slab *slab, void *object)
{
	unsigned char *whole = (unsigned char *)object - cache->lead;
	unsigned int index;

	if (whole < slab->objects)
		return refuse(cache, object, CORRUPT_POINTER);
	index = slab_index(slab, whole);
	if (index >= cache->per_slab || slab_object(slab, index) != whole)
		return refuse(cache, object, CORRUPT_POINTER);
	if (freelist_contains(&slab->free, index))
		return refuse(cache, object, CORRUPT_DOUBLE_FREE);
	if (!zones_intact(cache, object, DEBUG_ZONE_USED))
		heap_report(cache->heap, cache, object, CORRUPT_ZONE);
	seal(cache, object);
	return slab_free(slab, whole);
}

static unsigned int check_slabs(const struct cache *cache,
				const struct list_node *list)
{
	const struct list_node *node;
	unsigned int i, damaged = 0;

	for (node = list->next; node != list; node = node->next) {
		const struct slab *slab = container_of(node, const struct slab,
						       link);

		for (i = 0; i < cache->per_slab; i++) {
			const unsigned char *object =
				(unsigned char *)slab_object(slab, i) +
				cache->lead;

			if (freelist_contains(&slab->free, i))
				damaged += check_free(cache, object) !=
					   CORRUPT_NONE;
			else
				damaged += !zones_intact(cache, object,
							 DEBUG_ZONE_USED);
		}
	}
	return damaged;
}

unsigned int debug_check_cache(struct cache *cache)
{
	return check_slabs(cache, &cache->empty) +
	       check_slabs(cache, &cache->partial) +
	       check_slabs(cache, &cache->full);
}

const char *debug_kind_name(unsigned int kind)
{
	static const char *const names[] = {
		[CORRUPT_NONE] = "none",
		[CORRUPT_FREELIST] = "free list overwritten",
		[CORRUPT_ZONE] = "red zone overwritten",
		[CORRUPT_POISON] = "used after free",
		[CORRUPT_DOUBLE_FREE] = "freed twice",
		[CORRUPT_POINTER] = "not the beginning of an object",
	};

	return kind < sizeof(names) / sizeof(names[0]) ? names[kind] : "?";
}

const struct cache_ops debug_ops = {
	.alloc = debug_alloc,
	.free = debug_free,
};
