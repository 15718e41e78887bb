// SPDX-License-Identifier: Apache-2.0
/*
 * A per-CPU trace ring buffer: writers that nest like interrupts, one reader,
 * no locks. The ring is a circle of slots, each naming a page. The reader
 * swaps a full page out of its slot for the empty one it holds, so that
 * nobody writes to what it reads.
 */
#ifndef RINGTRACE_RING_H
#define RINGTRACE_RING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct ring;
struct ring_page;
struct seq;

enum ring_mode {
	RING_DISCARD,			/* full: new records are dropped */
	RING_OVERWRITE,			/* full: the oldest page is given up */
};

#define RING_MAX_PAYLOAD	1024u	/* bytes */
#define RING_MAX_PAGES		128u

/* Space for one record, from ring_reserve() until commit or discard. */
struct ring_reservation {
	struct ring_page *page;
	uint64_t *payload;
	uint32_t at;			/* first unit in the page */
	uint32_t units;			/* header included */
};

/* A record as the reader sees it; valid until the next ring_read(). */
struct record {
	uint64_t time;
	const uint64_t *payload;
	uint32_t payload_units;
	uint16_t id;
};

struct ring_stats {
	uint64_t written;		/* committed */
	uint64_t dropped;		/* no room, or too large */
	uint64_t overwritten;		/* committed, then given up unread */
	uint64_t read;
};

/* pages: a power of two from 2 to RING_MAX_PAGES; NULL otherwise. */
struct ring *ring_create(uint32_t pages, enum ring_mode mode);
void ring_destroy(struct ring *ring);

/* False when the record was dropped; id 0 is reserved for padding. */
bool ring_reserve(struct ring *ring, uint16_t id, size_t bytes, uint64_t now,
		  struct ring_reservation *res);
/* Publishes the record. */
void ring_commit(struct ring *ring, const struct ring_reservation *res);
/* Gives the reservation up; the reader skips it. */
void ring_discard(struct ring *ring, const struct ring_reservation *res);
/* Closes the page being written so that it can be read; false if empty. */
bool ring_flush(struct ring *ring, uint64_t now);

/* Consumes the oldest record; false when no full page is left. */
bool ring_read(struct ring *ring, struct record *rec);

void ring_get_stats(const struct ring *ring, struct ring_stats *stats);
/* Forgets all records and counters; neither writer nor reader may be active. */
void ring_reset(struct ring *ring);
/* Number of pages waiting for the reader. */
uint32_t ring_full_pages(const struct ring *ring);
/* Writes each slot's state as text, for debugging. */
void ring_dump(const struct ring *ring, struct seq *seq);

#endif
