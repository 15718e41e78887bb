// SPDX-License-Identifier: Apache-2.0
/*
 * Pages: a buddy allocator over one piece of memory, with a descriptor a
 * page that leads from an address to the slab it belongs to.
 */
#ifndef SLAB_ARENA_H
#define SLAB_ARENA_H

#include "list.h"

#include <stdint.h>

#define PAGE_SHIFT 12
#define PAGE_BYTES (1u << PAGE_SHIFT)
#define ARENA_ORDERS 8			/* blocks of 1 to 128 pages */

struct slab;

struct page_desc {
	struct list_node link;		/* of a free block's first page */
	struct slab *slab;		/* that the page is part of, or NULL */
	uint8_t order;			/* of the block this page begins */
	bool first;			/* it begins a block */
	bool free;			/* ... that is free */
};

struct arena {
	unsigned char *base;
	uint32_t nr_pages;
	uint32_t nr_free;		/* read without a lock */
	struct page_desc *pages;
	struct list_node free[ARENA_ORDERS];
};

/* Takes over memory, page descriptors included; -EINVAL when too small. */
int arena_init(struct arena *arena, void *memory, size_t bytes);

/* A block of 2^order pages, aligned to its size in the arena, or NULL. */
void *arena_alloc(struct arena *arena, unsigned int order);

/* Returns a block; -EINVAL when it is not one in use. */
int arena_free(struct arena *arena, void *block);

/* The order of the block in use that begins there, or -1. */
int arena_order_of(const struct arena *arena, const void *block);

/* Says which slab a block's pages belong to, or NULL. */
void arena_set_slab(struct arena *arena, void *block, struct slab *slab);

/* The slab an address is in, or NULL. */
struct slab *arena_slab_of(const struct arena *arena, const void *address);

/* The smallest order whose blocks hold so many bytes; may be too large. */
unsigned int arena_order_for(size_t bytes);

/* Free pages. */
uint32_t arena_nr_free(const struct arena *arena);

/* The order of the largest free block, or -1. */
int arena_largest_free(const struct arena *arena);

/* Percentage of free memory outside the largest free block. */
unsigned int arena_fragmentation(const struct arena *arena);

#endif
