// SPDX-License-Identifier: Apache-2.0
#include "mapping.h"

#include <errno.h>

#define BATCH 16

void mapping_init(struct mapping *mapping, struct zone *zone, const struct mapping_ops *ops)
{
	*mapping = (struct mapping){ .zone = zone, .ops = ops };
}

struct page *mapping_find(const struct mapping *mapping, uint64_t index)
{
	struct page *page = xtree_load(&mapping->pages, index);

	if (page)
		page_get(page);
	return page;
}

struct page *mapping_new_page(struct mapping *mapping, uint64_t index, int *err)
{
	struct page *page = page_alloc(mapping->zone);

	*err = -ENOMEM;
	if (unlikely(!page))
		return NULL;
	*err = xtree_insert(&mapping->pages, index, page);
	if (unlikely(*err)) {
		page_put(page);
		return NULL;
	}
	page->mapping = mapping;
	page->index = index;
	page_get(page);
	mapping->nr_pages++;
	lru_add(page);
	return page;
}

int mapping_read_page(struct page *page)
{
	int err;

	if (likely(page->flags & PAGE_UPTODATE))
		return 0;
	err = page->mapping->ops->read_page(page->mapping, page);
	if (likely(!err))
		page->flags |= PAGE_UPTODATE;
	return err;
}

static bool clear_dirty(struct page *page)
{
	if (!(page->flags & PAGE_DIRTY))
		return false;
	page->flags &= ~PAGE_DIRTY;
	page->zone->nr_dirty--;
	xtree_clear_tag(&page->mapping->pages, page->index, XTREE_DIRTY);
	return true;
}

void mapping_remove(struct page *page)
{
	struct mapping *mapping = page->mapping;

	clear_dirty(page);
	xtree_erase(&mapping->pages, page->index);
	mapping->nr_pages--;
	lru_remove(page);
	page->mapping = NULL;
	page_put(page);
}

/* Up to BATCH tagged pages, each with a reference; index moves on. */
static size_t gather(struct mapping *mapping, uint64_t *index, uint64_t last,
		     enum xtree_tag tag, struct page *pages[BATCH])
{
	void *items[BATCH];
	size_t count = xtree_gather(&mapping->pages, index, last, tag, items, BATCH);
	size_t i;

	for (i = 0; i < count; i++) {
		pages[i] = items[i];
		page_get(pages[i]);
	}
	return count;
}

void mapping_truncate(struct mapping *mapping, uint64_t first)
{
	struct page *pages[BATCH];
	size_t count, i;

	do {
		count = gather(mapping, &first, UINT64_MAX, XTREE_PRESENT, pages);
		for (i = 0; i < count; i++) {
			mapping_remove(pages[i]);
			page_put(pages[i]);
		}
	} while (count == BATCH);
}

bool mapping_set_dirty(struct page *page)
{
	if (page->flags & PAGE_DIRTY)
		return false;
	page->flags |= PAGE_DIRTY;
	page->zone->nr_dirty++;
	xtree_set_tag(&page->mapping->pages, page->index, XTREE_DIRTY);
	return true;
}

int mapping_write_page(struct page *page)
{
	struct mapping *mapping = page->mapping;
	int err;

	if (!clear_dirty(page))
		return 0;
	xtree_set_tag(&mapping->pages, page->index, XTREE_WRITEBACK);
	err = mapping->ops->write_page(mapping, page);
	xtree_clear_tag(&mapping->pages, page->index, XTREE_WRITEBACK);
	if (unlikely(err)) {
		mapping_set_dirty(page);
		mapping->error = err;
	}
	return err;
}

/* Marks what is dirty now, so that pages dirtied meanwhile cannot keep the writer busy for ever. */
static void tag_dirty(struct mapping *mapping, uint64_t first, uint64_t last)
{
	struct page *pages[BATCH];
	size_t count, i;

	do {
		count = gather(mapping, &first, last, XTREE_DIRTY, pages);
		for (i = 0; i < count; i++) {
			xtree_set_tag(&mapping->pages, pages[i]->index, XTREE_TOWRITE);
			page_put(pages[i]);
		}
	} while (count == BATCH);
}

long mapping_writeback(struct mapping *mapping, uint64_t first, uint64_t last)
{
	struct page *pages[BATCH];
	size_t count, i;
	long written = 0;
	int err = 0;

	if (!xtree_tagged(&mapping->pages, XTREE_DIRTY))
		return 0;
	tag_dirty(mapping, first, last);
	do {
		count = gather(mapping, &first, last, XTREE_TOWRITE, pages);
		for (i = 0; i < count; i++) {
			int failed;

			xtree_clear_tag(&mapping->pages, pages[i]->index, XTREE_TOWRITE);
			failed = mapping_write_page(pages[i]);
			if (likely(!failed))
				written++;
			else if (!err)
				err = failed;
			page_put(pages[i]);
		}
	} while (count == BATCH);
	return unlikely(err) ? err : written;
}

void mapping_balance_dirty(struct mapping *mapping)
{
	if (unlikely(mapping->zone->nr_dirty > mapping->zone->dirty_limit))
		mapping_writeback(mapping, 0, UINT64_MAX);
}

int mapping_take_error(struct mapping *mapping)
{
	int err = mapping->error;

	mapping->error = 0;
	return err;
}

size_t mapping_drop_clean(struct mapping *mapping)
{
	struct page *pages[BATCH];
	uint64_t index = 0;
	size_t dropped = 0;
	size_t count, i;

	do {
		count = gather(mapping, &index, UINT64_MAX, XTREE_PRESENT, pages);
		for (i = 0; i < count; i++) {
			/* The cache's reference and ours. */
			if (!(pages[i]->flags & PAGE_DIRTY) && ref_read(&pages[i]->refs) == 2) {
				mapping_remove(pages[i]);
				dropped++;
			}
			page_put(pages[i]);
		}
	} while (count == BATCH);
	return dropped;
}
