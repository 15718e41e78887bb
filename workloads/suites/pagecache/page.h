// SPDX-License-Identifier: Apache-2.0
// Pages of memory, and which of them to give up when memory runs out: two lists, of pages used
// once and of pages used again, each from recent to old.
#ifndef PC_PAGE_H
#define PC_PAGE_H

#include "list.h"

#define PAGE_SHIFT	12
#define PAGE_BYTES	((size_t)1 << PAGE_SHIFT)

#define PAGE_UPTODATE	0x01u
#define PAGE_DIRTY	0x02u
#define PAGE_REFERENCED	0x04u
#define PAGE_ACTIVE	0x08u
#define PAGE_READAHEAD	0x10u	/* whoever reads it should start the next window */

struct mapping;

struct page {
	struct list lru;	/* or the list of free pages */
	struct zone *zone;
	struct mapping *mapping;
	uint64_t index;
	unsigned int flags;
	int refs;
	uint8_t *data;
};

struct zone {
	struct page *pages;
	uint8_t *memory;
	struct list free;
	struct list inactive;
	struct list active;
	size_t total;
	size_t nr_free;
	size_t nr_inactive;
	size_t nr_active;
	size_t nr_dirty;
	size_t dirty_limit;	/* above it, writers write back */
	uint64_t evictions;
};

/* Sets up a zone of `total` pages; 0 or -ENOMEM. */
int zone_init(struct zone *zone, size_t total);

/* Frees a zone that nothing is cached in. */
void zone_destroy(struct zone *zone);

/* A page with one reference, after evicting others if need be, or NULL. */
struct page *page_alloc(struct zone *zone);

/* Takes a reference. */
void page_get(struct page *page);

/* Gives up a reference; the last one frees the page. */
void page_put(struct page *page);

/* Puts a page of the cache among those used once. */
void lru_add(struct page *page);

/* Takes a page off its list. */
void lru_remove(struct page *page);

/* Notes a use: the second one makes a page active. */
void lru_mark_accessed(struct page *page);

/* Tries to evict `want` pages; returns how many it did. */
size_t zone_shrink(struct zone *zone, size_t want);

/* Debugging: whether the counters agree with the lists. */
bool zone_verify(const struct zone *zone);

/* Counts the pages on the lists by what is set in their low five flags. */
void zone_flag_histogram(const struct zone *zone, size_t counts[32]);

#endif
