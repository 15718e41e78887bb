// SPDX-License-Identifier: Apache-2.0
/*
 * Records within a page. A record is a header unit, the full time when the
 * delta from the page's base does not fit, and the payload:
 *
 *	delta:32 | id:16 | flags:8 | units:8
 *
 * Padding may be longer than a record, so its delta field holds its units.
 */
#include "page.h"

#define FLAG_FULL_TIME	0x01u

#define UNITS_SHIFT	0
#define FLAGS_SHIFT	8
#define ID_SHIFT	16
#define DELTA_SHIFT	32

static uint64_t pack_header(uint64_t delta, uint16_t id, uint32_t flags,
			    uint32_t units)
{
	return delta << DELTA_SHIFT | (uint64_t)id << ID_SHIFT |
	       (uint64_t)flags << FLAGS_SHIFT | (uint64_t)units << UNITS_SHIFT;
}

static uint16_t header_id(uint64_t header)
{
	return (uint16_t)(header >> ID_SHIFT);
}

static uint32_t header_flags(uint64_t header)
{
	return (uint8_t)(header >> FLAGS_SHIFT);
}

static uint32_t header_units(uint64_t header)
{
	if (header_id(header) == RECORD_PADDING)
		return (uint32_t)(header >> DELTA_SHIFT);
	return (uint8_t)(header >> UNITS_SHIFT);
}

static uint64_t stamp(uint32_t generation, uint32_t low)
{
	return (uint64_t)generation << 32 | low;
}

static uint32_t stamp_generation(uint64_t word)
{
	return (uint32_t)(word >> 32);
}

void page_init(struct ring_page *page, uint32_t index)
{
	atomic_init(&page->reserve, stamp(0, PAGE_UNITS));
	atomic_init(&page->commit, stamp(0, PAGE_UNITS));
	atomic_init(&page->base, 0);
	page->index = index;
	page_put_padding(page, 0, PAGE_UNITS);
}

void page_open(struct ring_page *page, uint32_t generation, uint64_t now)
{
	uint64_t base = atomic_load_explicit(&page->base, memory_order_relaxed);
	uint64_t commit = atomic_load_explicit(&page->commit,
					       memory_order_relaxed);
	uint64_t reserve = atomic_load_explicit(&page->reserve,
						memory_order_acquire);

	/*
	 * Or an interrupt opened it, and perhaps lapped the ring and opened it
	 * again. (Generations count modulo 2^32: the reader may not sit on a
	 * page while 2^31 others are written.)
	 */
	if ((int32_t)(stamp_generation(reserve) - generation) >= 0)
		return;
	/*
	 * Each may fail, and only because an interrupt opened the page after
	 * the loads above; it has then done all three.
	 */
	atomic_compare_exchange_strong_explicit(&page->base, &base, now,
						memory_order_relaxed,
						memory_order_relaxed);
	atomic_compare_exchange_strong_explicit(&page->commit, &commit,
						stamp(generation, 0),
						memory_order_relaxed,
						memory_order_relaxed);
	atomic_compare_exchange_strong_explicit(&page->reserve, &reserve,
						stamp(generation, 0),
						memory_order_release,
						memory_order_relaxed);
}

uint32_t page_reserve(struct ring_page *page, uint32_t units)
{
	uint64_t old = atomic_load_explicit(&page->reserve,
					    memory_order_relaxed);

	/* Counting on past the end would one day carry into the generation. */
	if ((uint32_t)old > PAGE_UNITS)
		return PAGE_CLOSED;
	old = atomic_fetch_add_explicit(&page->reserve, units,
					memory_order_relaxed);
	return (uint32_t)old;
}

bool page_commit(struct ring_page *page, uint32_t units, uint32_t records,
		 uint32_t *generation)
{
	uint64_t old = atomic_fetch_add_explicit(&page->commit,
						 records << 16 | units,
						 memory_order_acq_rel);

	if ((uint16_t)old + units != PAGE_UNITS)
		return false;
	*generation = stamp_generation(old);
	return true;
}

uint32_t page_reserved(const struct ring_page *page)
{
	uint32_t units = (uint32_t)atomic_load_explicit(&page->reserve,
							memory_order_relaxed);

	return units < PAGE_UNITS ? units : PAGE_UNITS;
}

uint32_t page_records(const struct ring_page *page)
{
	uint64_t commit = atomic_load_explicit(&page->commit,
					       memory_order_acquire);

	return (uint16_t)(commit >> 16);
}

bool page_needs_time(const struct ring_page *page, uint64_t now)
{
	uint64_t base = atomic_load_explicit(&page->base, memory_order_relaxed);

	return now > base && now - base > UINT32_MAX;
}

uint64_t *page_put_header(struct ring_page *page, uint32_t at, uint16_t id,
			  uint32_t units, bool full_time, uint64_t now)
{
	uint64_t *data = &page->data[at];
	uint64_t base;

	if (full_time) {
		data[0] = pack_header(0, id, FLAG_FULL_TIME, units);
		data[1] = now;
		return &data[2];
	}
	/* An interrupt may have opened the page after our clock was read. */
	base = atomic_load_explicit(&page->base, memory_order_relaxed);
	data[0] = pack_header(now > base ? now - base : 0, id, 0, units);
	return &data[1];
}

void page_put_padding(struct ring_page *page, uint32_t at, uint32_t units)
{
	page->data[at] = pack_header(units, RECORD_PADDING, 0, 0);
}

bool page_next_record(const struct ring_page *page, uint32_t *at,
		      struct record *rec)
{
	while (*at < PAGE_UNITS) {
		const uint64_t *data = &page->data[*at];
		uint32_t units = header_units(data[0]);
		uint32_t skip = 1;

		*at += units;
		if (header_id(data[0]) == RECORD_PADDING)
			continue;
		if (header_flags(data[0]) & FLAG_FULL_TIME) {
			rec->time = data[1];
			skip = 2;
		} else {
			rec->time = atomic_load_explicit(&page->base,
							 memory_order_relaxed) +
				    (data[0] >> DELTA_SHIFT);
		}
		rec->id = header_id(data[0]);
		rec->payload = data + skip;
		rec->payload_units = units - skip;
		return true;
	}
	return false;
}
