// SPDX-License-Identifier: Apache-2.0
/*
 * The buddy system (Knuth, The Art of Computer Programming, volume 1, 2.5):
 * a block is split in halves as needed, and two free halves are joined.
 */
#include "arena.h"

#include <errno.h>
#include <string.h>

static uint32_t index_of(const struct arena *arena,
			 const struct page_desc *page)
{
	return (uint32_t)(page - arena->pages);
}

/* The descriptor of an address's page, or NULL outside the arena. */
static struct page_desc *page_at(const struct arena *arena,
				 const void *address)
{
	uintptr_t offset = (uintptr_t)address - (uintptr_t)arena->base;
	uintptr_t index = offset >> PAGE_SHIFT;

	return index < arena->nr_pages ? &arena->pages[index] : NULL;
}

static void count_free(struct arena *arena, uint32_t change)
{
	__atomic_fetch_add(&arena->nr_free, change, __ATOMIC_RELAXED);
}

static void begin_free_block(struct arena *arena, struct page_desc *page,
			     unsigned int order)
{
	page->first = true;
	page->free = true;
	page->order = (uint8_t)order;
	list_add(&arena->free[order], &page->link);
}

static void end_free_block(struct page_desc *page)
{
	list_remove(&page->link);
	page->first = false;
	page->free = false;
}

int arena_init(struct arena *arena, void *memory, size_t bytes)
{
	uintptr_t start = (uintptr_t)memory;
	uintptr_t pad = -start & (PAGE_BYTES - 1);
	uint32_t i, order, per_page = PAGE_BYTES + sizeof(struct page_desc);

	if (bytes < pad + PAGE_BYTES + per_page || bytes > UINT32_MAX)
		return -EINVAL;
	arena->base = (unsigned char *)memory + pad;
	/* Descriptors go behind the pages, in what does not fill a page. */
	arena->nr_pages = (uint32_t)((bytes - pad) / per_page);
	arena->nr_free = arena->nr_pages;
	arena->pages = (struct page_desc *)
		(arena->base + (size_t)arena->nr_pages * PAGE_BYTES);
	memset(arena->pages, 0, arena->nr_pages * sizeof(*arena->pages));
	for (order = 0; order < ARENA_ORDERS; order++)
		list_init(&arena->free[order]);
	for (i = 0; i < arena->nr_pages; i += 1u << order) {
		order = ARENA_ORDERS - 1;
		while (i & ((1u << order) - 1) ||
		       i + (1u << order) > arena->nr_pages)
			order--;
		begin_free_block(arena, &arena->pages[i], order);
	}
	return 0;
}

void *arena_alloc(struct arena *arena, unsigned int order)
{
	struct page_desc *page;
	unsigned int from = order;

	while (from < ARENA_ORDERS && list_empty(&arena->free[from]))
		from++;
	if (from >= ARENA_ORDERS)
		return NULL;
	page = container_of(arena->free[from].next, struct page_desc, link);
	end_free_block(page);
	while (from > order) {
		from--;
		begin_free_block(arena, page + (1u << from), from);
	}
	page->first = true;
	page->order = (uint8_t)order;
	count_free(arena, -(1u << order));
	return arena->base + ((size_t)index_of(arena, page) << PAGE_SHIFT);
}

/* The descriptor of a block in use, or NULL. */
static struct page_desc *block_at(const struct arena *arena, const void *block)
{
	struct page_desc *page = page_at(arena, block);
	uintptr_t offset = (uintptr_t)block - (uintptr_t)arena->base;

	if (!page || !page->first || page->free || offset % PAGE_BYTES)
		return NULL;
	return page;
}

static struct page_desc *free_buddy(const struct arena *arena, uint32_t index,
				    unsigned int order)
{
	uint32_t buddy = index ^ (1u << order);
	struct page_desc *page;

	if (buddy >= arena->nr_pages)
		return NULL;
	page = &arena->pages[buddy];
	return page->free && page->order == order ? page : NULL;
}

int arena_free(struct arena *arena, void *block)
{
	struct page_desc *page = block_at(arena, block);
	struct page_desc *buddy;
	unsigned int order;
	uint32_t index;

	if (!page)
		return -EINVAL;
	order = page->order;
	index = index_of(arena, page);
	count_free(arena, 1u << order);
	page->first = false;
	while (order < ARENA_ORDERS - 1) {
		buddy = free_buddy(arena, index, order);
		if (!buddy)
			break;
		end_free_block(buddy);
		index &= ~(1u << order);
		order++;
	}
	begin_free_block(arena, &arena->pages[index], order);
	return 0;
}

int arena_order_of(const struct arena *arena, const void *block)
{
	const struct page_desc *page = block_at(arena, block);

	return page ? page->order : -1;
}

void arena_set_slab(struct arena *arena, void *block, struct slab *slab)
{
	struct page_desc *page = page_at(arena, block);
	uint32_t i;

	for (i = 0; page && i < 1u << page->order; i++)
		page[i].slab = slab;
}

struct slab *arena_slab_of(const struct arena *arena, const void *address)
{
	const struct page_desc *page = page_at(arena, address);

	return page ? page->slab : NULL;
}

unsigned int arena_order_for(size_t bytes)
{
	unsigned int order = 0;

	while (order < ARENA_ORDERS && ((size_t)PAGE_BYTES << order) < bytes)
		order++;
	return order;
}

uint32_t arena_nr_free(const struct arena *arena)
{
	return __atomic_load_n(&arena->nr_free, __ATOMIC_RELAXED);
}

int arena_largest_free(const struct arena *arena)
{
	int order = ARENA_ORDERS - 1;

	while (order >= 0 && list_empty(&arena->free[order]))
		order--;
	return order;
}

unsigned int arena_fragmentation(const struct arena *arena)
{
	uint32_t nr_free = arena_nr_free(arena);
	int largest = arena_largest_free(arena);

	if (largest < 0)
		return 0;
	return (nr_free - (1u << largest)) * 100 / nr_free;
}
