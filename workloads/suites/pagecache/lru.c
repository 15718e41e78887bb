// SPDX-License-Identifier: Apache-2.0
#include <errno.h>
#include <stdlib.h>

#include "mapping.h"
#include "page.h"

#define RECLAIM_BATCH 16

static struct page *page_of(struct list *entry)
{
	return container_of(entry, struct page, lru);
}

int zone_init(struct zone *zone, size_t total)
{
	size_t i;

	*zone = (struct zone){ .total = total, .nr_free = total, .dirty_limit = total / 4 };
	zone->pages = calloc(total, sizeof(*zone->pages));
	zone->memory = malloc(total << PAGE_SHIFT);
	if (unlikely(!zone->pages || !zone->memory)) {
		zone_destroy(zone);
		return -ENOMEM;
	}
	list_init(&zone->free);
	list_init(&zone->inactive);
	list_init(&zone->active);
	for (i = total; i-- > 0;) {
		struct page *page = &zone->pages[i];

		page->zone = zone;
		page->data = zone->memory + (i << PAGE_SHIFT);
		list_add(&zone->free, &page->lru);
	}
	return 0;
}

void zone_destroy(struct zone *zone)
{
	free(zone->pages);
	free(zone->memory);
	zone->pages = NULL;
	zone->memory = NULL;
}

struct page *page_alloc(struct zone *zone)
{
	struct page *page;

	if (unlikely(list_empty(&zone->free)) && !zone_shrink(zone, RECLAIM_BATCH))
		return NULL;
	page = page_of(zone->free.next);
	list_del(&page->lru);
	zone->nr_free--;
	page->refs = 1;
	page->flags = 0;
	page->mapping = NULL;
	return page;
}

void page_get(struct page *page)
{
	ref_get(&page->refs);
}

void page_put(struct page *page)
{
	if (likely(!ref_put(&page->refs)))
		return;
	list_add(&page->zone->free, &page->lru);
	page->zone->nr_free++;
}

void lru_add(struct page *page)
{
	struct zone *zone = page->zone;

	if (page->flags & PAGE_ACTIVE) {
		list_add(&zone->active, &page->lru);
		zone->nr_active++;
	} else {
		list_add(&zone->inactive, &page->lru);
		zone->nr_inactive++;
	}
}

void lru_remove(struct page *page)
{
	list_del(&page->lru);
	if (page->flags & PAGE_ACTIVE)
		page->zone->nr_active--;
	else
		page->zone->nr_inactive--;
}

/* Moves a page to the head of one of the lists. */
static void lru_move(struct page *page, bool active)
{
	lru_remove(page);
	page->flags &= ~(PAGE_ACTIVE | PAGE_REFERENCED);
	if (active)
		page->flags |= PAGE_ACTIVE;
	lru_add(page);
}

void lru_mark_accessed(struct page *page)
{
	if (!(page->flags & PAGE_REFERENCED))
		page->flags |= PAGE_REFERENCED;
	else if (!(page->flags & PAGE_ACTIVE))
		lru_move(page, true);
}

/* Keeps a third of the cached pages inactive, so that reclaim has a choice. */
static void refill_inactive(struct zone *zone)
{
	size_t scans = zone->nr_active;

	while (scans-- && zone->nr_inactive < zone->nr_active / 2) {
		struct page *page = page_of(zone->active.prev);
		bool used = page->flags & PAGE_REFERENCED;

		lru_move(page, used);
	}
}

static bool try_evict(struct page *page)
{
	if (page->flags & PAGE_REFERENCED) {
		/* Used since it came to the end of the list: once more around. */
		lru_move(page, false);
		return false;
	}
	if (ref_read(&page->refs) > 1 ||
	    (page->flags & PAGE_DIRTY && mapping_write_page(page))) {
		lru_move(page, false);
		return false;
	}
	mapping_remove(page);
	page->zone->evictions++;
	return true;
}

size_t zone_shrink(struct zone *zone, size_t want)
{
	/* Everything is seen twice at most, so that pages in use cannot keep us here. */
	size_t scans = 2 * (zone->nr_inactive + zone->nr_active);
	size_t done = 0;

	while (done < want && scans--) {
		refill_inactive(zone);
		if (list_empty(&zone->inactive)) {
			if (list_empty(&zone->active))
				break;
			lru_move(page_of(zone->active.prev), false);
		}
		done += try_evict(page_of(zone->inactive.prev));
	}
	return done;
}

static size_t list_length(const struct list *head)
{
	const struct list *entry;
	size_t count = 0;

	for (entry = head->next; entry != head; entry = entry->next)
		count++;
	return count;
}

bool zone_verify(const struct zone *zone)
{
	return list_length(&zone->free) == zone->nr_free &&
	       list_length(&zone->inactive) == zone->nr_inactive &&
	       list_length(&zone->active) == zone->nr_active;
}

void zone_flag_histogram(const struct zone *zone, size_t counts[32])
{
	size_t i;

	for (i = 0; i < 32; i++)
		counts[i] = 0;
	for (i = 0; i < zone->total; i++)
		if (zone->pages[i].mapping)
			counts[zone->pages[i].flags & 31]++;
}
