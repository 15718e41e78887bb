// SPDX-License-Identifier: Apache-2.0
// The cached pages of one file, and how they are read and written.
#ifndef PC_MAPPING_H
#define PC_MAPPING_H

#include "page.h"
#include "xtree.h"

struct mapping;

struct mapping_ops {
	/* Fills a page from the backing store; 0 or an error. */
	int (*read_page)(struct mapping *mapping, struct page *page);
	/* Writes a page to the backing store; 0 or an error. */
	int (*write_page)(struct mapping *mapping, struct page *page);
};

struct mapping {
	struct xtree pages;
	struct zone *zone;
	const struct mapping_ops *ops;
	size_t nr_pages;
	int error;		/* of a write that no one waited for */
};

/* Sets up an empty mapping. */
void mapping_init(struct mapping *mapping, struct zone *zone, const struct mapping_ops *ops);

/* The cached page at index with a reference, or NULL. */
struct page *mapping_find(const struct mapping *mapping, uint64_t index);

/* A new page at index, where none is, with a reference, or NULL and *err. */
struct page *mapping_new_page(struct mapping *mapping, uint64_t index, int *err);

/* Fills a page unless that was done before; 0 or an error. */
int mapping_read_page(struct page *page);

/* Takes a page out of the cache; what is dirty is lost. */
void mapping_remove(struct page *page);

/* Removes all pages from an index on. */
void mapping_truncate(struct mapping *mapping, uint64_t first);

/* Marks a page as to be written; true if it was not before. */
bool mapping_set_dirty(struct page *page);

/* Writes one dirty page; 0 or an error, and the page is dirty still. */
int mapping_write_page(struct page *page);

/* Writes what is dirty now from first to last; how many pages, or the first error. */
long mapping_writeback(struct mapping *mapping, uint64_t first, uint64_t last);

/* Lets the one who dirtied pages write them, if too many are dirty. */
void mapping_balance_dirty(struct mapping *mapping);

/* The error of a write behind the caller's back, which is thereby reported. */
int mapping_take_error(struct mapping *mapping);

/* Drops clean unused pages, as when an administrator asks for it; how many. */
size_t mapping_drop_clean(struct mapping *mapping);

#endif
