// SPDX-License-Identifier: Apache-2.0
/*
 * One page of the ring: reserve and commit counters, and records of 8-byte
 * units. Internal to the ring.
 */
#ifndef RINGTRACE_PAGE_H
#define RINGTRACE_PAGE_H

#include <stdatomic.h>

#include "ring.h"

#define PAGE_UNITS	512u
#define PAGE_CLOSED	UINT32_MAX
#define RECORD_PADDING	0u		/* the id of what the reader skips */

/*
 * The two counters carry the page's generation, the ring position it was
 * opened for. A writer interrupted while it opens the page therefore fails
 * its compare-exchange instead of undoing what the interrupt wrote.
 */
struct ring_page {
	_Atomic uint64_t reserve;	/* generation:32 | units:32 */
	_Atomic uint64_t commit;	/* generation:32 | records:16 | units:16 */
	_Atomic uint64_t base;		/* time that deltas count from */
	uint32_t index;
	uint64_t data[PAGE_UNITS];
};

/* Makes a page that belongs to no position: closed, without records. */
void page_init(struct ring_page *page, uint32_t index);
/* Empties the page for `generation` unless an interrupt already did. */
void page_open(struct ring_page *page, uint32_t generation, uint64_t now);
/* First unit reserved (it may lie past the end), or PAGE_CLOSED. */
uint32_t page_reserve(struct ring_page *page, uint32_t units);
/* True when this commit was the page's last; then *generation is set. */
bool page_commit(struct ring_page *page, uint32_t units, uint32_t records,
		 uint32_t *generation);
/* Units reserved so far, at most PAGE_UNITS. */
uint32_t page_reserved(const struct ring_page *page);
/* Records committed since the page was opened. */
uint32_t page_records(const struct ring_page *page);
/* Whether a record at `now` is too late for a delta. */
bool page_needs_time(const struct ring_page *page, uint64_t now);

/* Writes a record's header and returns where its payload goes. */
uint64_t *page_put_header(struct ring_page *page, uint32_t at, uint16_t id,
			  uint32_t units, bool full_time, uint64_t now);
void page_put_padding(struct ring_page *page, uint32_t at, uint32_t units);
/* Steps *at past the next record that is not padding; false at the end. */
bool page_next_record(const struct ring_page *page, uint32_t *at,
		      struct record *rec);

#endif
