// SPDX-License-Identifier: Apache-2.0
/*
 * Giving memory back: objects leave the magazines, empty slabs their caches,
 * and whoever registered a shrinker frees what it can spare.
 */
#include "heap.h"

#define SCAN_BATCH 64u

void shrinker_add(struct heap *heap, struct shrinker *shrinker)
{
	list_add(&heap->shrinkers, &shrinker->link);
}

void shrinker_remove(struct shrinker *shrinker)
{
	list_remove(&shrinker->link);
}

size_t cache_shrink(struct cache *cache)
{
	size_t slabs = 0;

	while (!list_empty(&cache->empty)) {
		slab_destroy(container_of(cache->empty.next, struct slab,
					  link));
		slabs++;
	}
	return slabs << cache->order;
}

/* In batches, so that a shrinker never works for long without a pause. */
static void run_shrinker(struct shrinker *shrinker)
{
	size_t left = shrinker->count(shrinker);

	while (left) {
		size_t nr = left < SCAN_BATCH ? left : SCAN_BATCH;
		size_t freed = shrinker->scan(shrinker, nr);

		if (!freed)
			break;
		left -= freed < left ? freed : left;
	}
}

/* The magazines' own cache is the last, when the others' are back in it. */
static size_t shrink_caches(struct heap *heap, bool all_magazines)
{
	struct list_node *node;
	size_t pages = 0;

	for (node = heap->caches.next; node != &heap->caches;
	     node = node->next) {
		struct cache *cache = container_of(node, struct cache, link);

		magazine_drain(cache, all_magazines);
		pages += cache_shrink(cache);
	}
	return pages;
}

size_t heap_shrink(struct heap *heap)
{
	struct list_node *node, *next;
	size_t pages;

	/* A shrinker that allocates must not come here again. */
	if (heap->shrinking)
		return 0;
	heap->shrinking = true;
	for (node = heap->shrinkers.next; node != &heap->shrinkers;
	     node = next) {
		next = node->next;
		run_shrinker(container_of(node, struct shrinker, link));
	}
	pages = shrink_caches(heap, false);
	if (!pages)
		pages = shrink_caches(heap, true);
	heap->shrinking = false;
	return pages;
}

size_t heap_shrinkable(const struct heap *heap)
{
	const struct list_node *node;
	size_t pages = 0;

	for (node = heap->caches.next; node != &heap->caches;
	     node = node->next) {
		const struct cache *cache = container_of(node,
							 const struct cache,
							 link);

		pages += (size_t)cache->nr_empty << cache->order;
	}
	return pages;
}
