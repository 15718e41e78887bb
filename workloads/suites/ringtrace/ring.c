// SPDX-License-Identifier: Apache-2.0
/*
 * The circle of slots. Positions count up for ever and name slots modulo the
 * number of pages. A slot word is
 *
 *	position:32 | page:30 | state:2
 *
 * and its states change in one direction:
 *
 *	FREE -> OPEN	a writer moves the tail here
 *	OPEN -> FULL	the last commit filled the page
 *	FULL -> FREE	the reader swapped its page in
 *	FULL -> OPEN	a writer in overwrite mode gave the page up
 *
 * The position within the word makes the reader's compare-exchange fail when
 * the writers have lapped it, even if the same page is there again.
 */
#include <stdlib.h>

#include "page.h"
#include "seq.h"

enum slot_state {
	SLOT_FREE,
	SLOT_OPEN,
	SLOT_FULL,
};

#define UNIT_BYTES	sizeof(uint64_t)

struct ring {
	_Atomic uint32_t tail;		/* position being written */
	uint32_t mask;
	enum ring_mode mode;
	struct ring_page *pages;	/* mask + 2: one is the reader's */
	_Atomic uint64_t written;
	_Atomic uint64_t dropped;
	_Atomic uint64_t overwritten;
	/* The rest belongs to the reader, but for the slots. */
	uint32_t next;			/* position to take next */
	uint32_t reader_page;
	uint32_t reader_at;
	uint64_t read;
	_Atomic uint64_t slot[RING_MAX_PAGES];
};

static uint64_t slot_word(uint32_t position, uint32_t page,
			  enum slot_state state)
{
	return (uint64_t)position << 32 | (uint64_t)page << 2 | state;
}

static uint32_t slot_position(uint64_t word)
{
	return (uint32_t)(word >> 32);
}

static uint32_t slot_page(uint64_t word)
{
	return (uint32_t)word >> 2;
}

static enum slot_state slot_state(uint64_t word)
{
	return (enum slot_state)(word & 3);
}

static uint64_t load_slot(const struct ring *ring, uint32_t position)
{
	return atomic_load_explicit(&ring->slot[position & ring->mask],
				    memory_order_acquire);
}

static void count(_Atomic uint64_t *counter, uint64_t n)
{
	atomic_fetch_add_explicit(counter, n, memory_order_relaxed);
}

void ring_reset(struct ring *ring)
{
	uint32_t pages = ring->mask + 1;
	uint32_t i;

	for (i = 0; i <= pages; i++)
		page_init(&ring->pages[i], i);
	for (i = 0; i < pages; i++)
		atomic_init(&ring->slot[i], slot_word(i, i, SLOT_FREE));
	/* Position 0 is the generation of unused pages; start a lap later. */
	page_open(&ring->pages[0], pages, 0);
	atomic_init(&ring->slot[0], slot_word(pages, 0, SLOT_OPEN));
	atomic_init(&ring->tail, pages);
	atomic_init(&ring->written, 0);
	atomic_init(&ring->dropped, 0);
	atomic_init(&ring->overwritten, 0);
	ring->next = pages;
	ring->reader_page = pages;
	ring->reader_at = PAGE_UNITS;
	ring->read = 0;
}

struct ring *ring_create(uint32_t pages, enum ring_mode mode)
{
	struct ring *ring;

	if (pages < 2 || pages > RING_MAX_PAGES || (pages & (pages - 1)))
		return NULL;
	ring = calloc(1, sizeof(*ring));
	if (!ring)
		return NULL;
	ring->pages = calloc(pages + 1, sizeof(*ring->pages));
	if (!ring->pages) {
		free(ring);
		return NULL;
	}
	ring->mask = pages - 1;
	ring->mode = mode;
	ring_reset(ring);
	return ring;
}

void ring_destroy(struct ring *ring)
{
	if (!ring)
		return;
	free(ring->pages);
	free(ring);
}

static void commit_units(struct ring *ring, struct ring_page *page,
			 uint32_t units, uint32_t records)
{
	uint32_t position;

	if (!page_commit(page, units, records, &position))
		return;
	/* Nobody but the last committer may touch an open slot. */
	atomic_store_explicit(&ring->slot[position & ring->mask],
			      slot_word(position, page->index, SLOT_FULL),
			      memory_order_release);
}

/* Makes the rest of a page padding; one writer crosses the end, only once. */
static void close_page(struct ring *ring, struct ring_page *page, uint32_t at)
{
	if (at >= PAGE_UNITS)
		return;
	page_put_padding(page, at, PAGE_UNITS - at);
	commit_units(ring, page, PAGE_UNITS - at, 0);
}

/*
 * Opens the slot after `tail` and moves the tail there. Any step may already
 * have been taken by an interrupt. False when there is no room.
 */
static bool advance_tail(struct ring *ring, uint32_t tail, uint64_t now)
{
	uint32_t next = tail + 1;
	uint64_t word = load_slot(ring, next);
	uint64_t open = slot_word(next, slot_page(word), SLOT_OPEN);
	struct ring_page *page = &ring->pages[slot_page(word)];
	uint64_t lost = 0;

	if (atomic_load_explicit(&ring->tail, memory_order_acquire) != tail)
		return true;
	if (word != open) {
		switch (slot_state(word)) {
		case SLOT_OPEN:
			/* The writer we interrupted holds a record there. */
			return false;
		case SLOT_FULL:
			if (ring->mode == RING_DISCARD)
				return false;
			lost = page_records(page);
			break;
		case SLOT_FREE:
			break;
		}
		if (!atomic_compare_exchange_strong_explicit(
			    &ring->slot[next & ring->mask], &word, open,
			    memory_order_acq_rel, memory_order_relaxed))
			return true;
		if (lost)
			count(&ring->overwritten, lost);
	}
	page_open(page, next, now);
	atomic_compare_exchange_strong_explicit(&ring->tail, &tail, next,
						memory_order_release,
						memory_order_relaxed);
	return true;
}

static struct ring_page *tail_page(struct ring *ring, uint32_t *tail)
{
	*tail = atomic_load_explicit(&ring->tail, memory_order_acquire);
	return &ring->pages[slot_page(load_slot(ring, *tail))];
}

bool ring_reserve(struct ring *ring, uint16_t id, size_t bytes, uint64_t now,
		  struct ring_reservation *res)
{
	uint32_t payload = (uint32_t)((bytes + UNIT_BYTES - 1) / UNIT_BYTES);
	struct ring_page *page;
	uint32_t tail;

	if (id == RECORD_PADDING || bytes > RING_MAX_PAYLOAD)
		goto drop;
	do {
		bool full_time;
		uint32_t units;
		uint32_t at;

		page = tail_page(ring, &tail);
		full_time = page_needs_time(page, now);
		units = payload + 1 + full_time;
		at = page_reserve(page, units);
		if (at < PAGE_UNITS && at + units <= PAGE_UNITS) {
			res->page = page;
			res->at = at;
			res->units = units;
			res->payload = page_put_header(page, at, id, units,
						       full_time, now);
			return true;
		}
		close_page(ring, page, at);
	} while (advance_tail(ring, tail, now));
drop:
	count(&ring->dropped, 1);
	return false;
}

void ring_commit(struct ring *ring, const struct ring_reservation *res)
{
	count(&ring->written, 1);
	commit_units(ring, res->page, res->units, 1);
}

void ring_discard(struct ring *ring, const struct ring_reservation *res)
{
	page_put_padding(res->page, res->at, res->units);
	commit_units(ring, res->page, res->units, 0);
}

bool ring_flush(struct ring *ring, uint64_t now)
{
	uint32_t tail;
	struct ring_page *page = tail_page(ring, &tail);

	if (page_reserved(page) == 0)
		return false;
	/* More than a page has: this crosses the end wherever it starts. */
	close_page(ring, page, page_reserve(page, PAGE_UNITS + 1));
	return advance_tail(ring, tail, now);
}

/* Swaps the reader's page for the oldest full one. */
static bool take_page(struct ring *ring)
{
	uint32_t tail = atomic_load_explicit(&ring->tail, memory_order_acquire);
	uint32_t position = ring->next;

	if (tail - position > ring->mask)
		position = tail - ring->mask;	/* lapped */
	for (; position != tail; position++) {
		uint64_t word = load_slot(ring, position);
		uint64_t swapped = slot_word(position, ring->reader_page,
					     SLOT_FREE);

		if (slot_position(word) != position)
			continue;		/* lapped meanwhile */
		if (slot_state(word) != SLOT_FULL)
			break;			/* a record is not committed */
		if (!atomic_compare_exchange_strong_explicit(
			    &ring->slot[position & ring->mask], &word, swapped,
			    memory_order_acq_rel, memory_order_relaxed))
			continue;
		ring->reader_page = slot_page(word);
		ring->reader_at = 0;
		ring->next = position + 1;
		return true;
	}
	ring->next = position;
	return false;
}

bool ring_read(struct ring *ring, struct record *rec)
{
	do {
		if (page_next_record(&ring->pages[ring->reader_page],
				     &ring->reader_at, rec)) {
			ring->read++;
			return true;
		}
	} while (take_page(ring));
	return false;
}

void ring_get_stats(const struct ring *ring, struct ring_stats *stats)
{
	stats->written = atomic_load_explicit(&ring->written,
					      memory_order_relaxed);
	stats->dropped = atomic_load_explicit(&ring->dropped,
					      memory_order_relaxed);
	stats->overwritten = atomic_load_explicit(&ring->overwritten,
						  memory_order_relaxed);
	stats->read = ring->read;
}

uint32_t ring_full_pages(const struct ring *ring)
{
	uint32_t full = 0;
	uint32_t i;

	for (i = 0; i <= ring->mask; i++)
		full += slot_state(load_slot(ring, i)) == SLOT_FULL;
	return full;
}

void ring_dump(const struct ring *ring, struct seq *seq)
{
	static const char *const names[] = { "free", "open", "full" };
	uint32_t i;

	for (i = 0; i <= ring->mask; i++) {
		uint64_t word = load_slot(ring, i);
		const struct ring_page *page = &ring->pages[slot_page(word)];

		seq_put_dec(seq, slot_position(word));
		seq_putc(seq, ' ');
		seq_puts(seq, names[slot_state(word)]);
		seq_putc(seq, ' ');
		seq_put_dec(seq, page_reserved(page));
		seq_putc(seq, '/');
		seq_put_dec(seq, page_records(page));
		seq_putc(seq, '\n');
	}
}
