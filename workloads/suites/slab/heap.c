// SPDX-License-Identifier: Apache-2.0
/* Size classes: from 32 bytes on, two to a power of two. */
#include "heap.h"

#include <errno.h>
#include <string.h>

#define SMALL_STEP 16u
#define TABLE_MAX 256u

static const uint16_t class_sizes[HEAP_NR_CLASSES] = {
	16, 32, 48, 64, 96, 128, 192, 256, 384, 512, 768, 1024, 1536, 2048,
};

static const char *const class_names[HEAP_NR_CLASSES] = {
	"size-16", "size-32", "size-48", "size-64", "size-96", "size-128",
	"size-192", "size-256", "size-384", "size-512", "size-768",
	"size-1024", "size-1536", "size-2048",
};

/* The class of sizes up to 16 * (index + 1). */
static const uint8_t class_table[TABLE_MAX / SMALL_STEP] = {
	0, 1, 2, 3, 4, 4, 5, 5, 6, 6, 6, 6, 7, 7, 7, 7,
};

unsigned int heap_class(size_t size)
{
	unsigned int log, upper;

	if (size <= TABLE_MAX)
		return class_table[(size - 1) / SMALL_STEP];
	/* Two classes to a power of two: 1.5 times the power below, and it. */
	log = 63 - (unsigned int)__builtin_clzll(size - 1);
	upper = (size - 1) >> (log - 1) & 1;
	return 8 + 2 * (log - 8) + upper;
}

int heap_init(struct heap *heap, void *memory, size_t bytes, uint64_t secret)
{
	unsigned int i;
	int err;

	memset(heap, 0, sizeof(*heap));
	err = arena_init(&heap->arena, memory, bytes);
	if (err)
		return err;
	list_init(&heap->caches);
	list_init(&heap->shrinkers);
	heap->secret = secret;
	err = cache_create(&heap->magazines, heap, "magazine",
			   sizeof(struct magazine), 64, CACHE_DIRECT, NULL);
	for (i = 0; !err && i < HEAP_NR_CLASSES; i++)
		err = cache_create(&heap->classes[i], heap, class_names[i],
				   class_sizes[i], 16, 0, NULL);
	return err;
}

static void *alloc_pages(struct heap *heap, size_t size)
{
	unsigned int order = arena_order_for(size);
	void *block = arena_alloc(&heap->arena, order);

	if (!block && order < ARENA_ORDERS && heap_shrink(heap))
		block = arena_alloc(&heap->arena, order);
	return block;
}

void *heap_alloc(struct heap *heap, size_t size)
{
	if (!size)
		size = 1;
	if (size > HEAP_MAX_SMALL)
		return alloc_pages(heap, size);
	return cache_alloc(&heap->classes[heap_class(size)]);
}

void *heap_zalloc(struct heap *heap, size_t size)
{
	void *memory = heap_alloc(heap, size);

	return memory ? memset(memory, 0, size) : NULL;
}

int heap_free(struct heap *heap, void *memory)
{
	struct slab *slab;

	if (!memory)
		return 0;
	slab = arena_slab_of(&heap->arena, memory);
	if (slab)
		return cache_free(slab->cache, memory);
	return arena_free(&heap->arena, memory);
}

size_t heap_usable(const struct heap *heap, const void *memory)
{
	const struct slab *slab = arena_slab_of(&heap->arena, memory);
	int order;

	if (slab)
		return slab->cache->size;
	order = arena_order_of(&heap->arena, memory);
	return order < 0 ? 0 : (size_t)PAGE_BYTES << order;
}

void *heap_resize(struct heap *heap, void *memory, size_t size)
{
	size_t room = memory ? heap_usable(heap, memory) : 0;
	void *moved;

	/* Stay, unless that wastes more than half of the room. */
	if (size <= room && size > room / 2)
		return memory;
	moved = heap_alloc(heap, size);
	if (!moved)
		return NULL;
	memcpy(moved, memory ? memory : moved, size < room ? size : room);
	heap_free(heap, memory);
	return moved;
}

void heap_report(struct heap *heap, struct cache *cache, const void *object,
		 unsigned int kind)
{
	heap->nr_reports++;
	if (heap->report)
		heap->report(cache, object, kind);
}
