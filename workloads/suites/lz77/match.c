// SPDX-License-Identifier: Apache-2.0
#include "match.h"

#include "bytes.h"

/* Leaves room for the largest input above any position a window begins at. */
#define POSITION_LIMIT (1u << 30)

static uint32_t hash_of(const uint8_t *p)
{
	return get_le32(p) * 2654435761u >> (32 - LZ_HASH_BITS);
}

static uint32_t position_of(const struct lz_finder *finder, const uint8_t *p)
{
	return finder->origin + (uint32_t)(p - finder->window);
}

static const uint8_t *place_of(const struct lz_finder *finder, uint32_t position)
{
	return finder->window + (position - finder->origin);
}

void lz_finder_init(struct lz_finder *finder)
{
	memset(finder, 0, sizeof(*finder));
	/* So high that no step back along a chain can wrap. */
	finder->next = LZ_WINDOW_SIZE;
}

void lz_finder_attach(struct lz_finder *finder, const uint8_t *window)
{
	if (unlikely(finder->next > POSITION_LIMIT))
		lz_finder_init(finder);
	finder->window = window;
	finder->origin = finder->next;
	finder->low = finder->next;
}

void lz_finder_slide(struct lz_finder *finder, size_t dropped, size_t kept)
{
	const uint8_t *window = finder->window;

	finder->origin += dropped;
	if (finder->low < finder->origin)
		finder->low = finder->origin;
	if (finder->next < finder->origin)
		finder->next = finder->origin;
	if (likely(finder->origin <= POSITION_LIMIT))
		return;

	/* Positions are running out: give up the history, keep the bytes. */
	lz_finder_init(finder);
	lz_finder_attach(finder, window);
	finder->next += kept;
	finder->low = finder->next;
}

static void enter(struct lz_finder *finder, uint32_t hash, uint32_t position)
{
	uint32_t back = position - finder->head[hash];

	finder->chain[position % LZ_WINDOW_SIZE] = back <= LZ_MAX_OFFSET ? back : 0;
	finder->head[hash] = position;
}

void lz_finder_insert(struct lz_finder *finder, const uint8_t *end)
{
	uint32_t stop = position_of(finder, end);
	const uint8_t *p = place_of(finder, finder->next);

	for (; finder->next < stop; finder->next++, p++)
		enter(finder, hash_of(p), finder->next);
}

/* The lowest position that an offset of two bytes reaches from `position`. */
static uint32_t reach_of(const struct lz_finder *finder, uint32_t position)
{
	if (position - finder->low > LZ_MAX_OFFSET)
		return position - LZ_MAX_OFFSET;
	return finder->low;
}

struct lz_match lz_finder_longest(struct lz_finder *finder, const uint8_t *p,
				  const uint8_t *end, unsigned int depth,
				  uint32_t nice_length)
{
	uint32_t position = position_of(finder, p);
	uint32_t reach = reach_of(finder, position);
	uint32_t first_bytes = get_le32(p);
	struct lz_match best = { 0, 0 };
	uint32_t longest = LZ_MIN_MATCH - 1;
	uint32_t candidate;

	lz_finder_insert(finder, p);
	candidate = finder->head[hash_of(p)];

	while (candidate >= reach && depth--) {
		const uint8_t *q = place_of(finder, candidate);
		uint32_t back = finder->chain[candidate % LZ_WINDOW_SIZE];

		/* Only a place that agrees where the best one ends can beat it. */
		if (q[longest] == p[longest] && get_le32(q) == first_bytes) {
			uint32_t length = LZ_MIN_MATCH +
				lz_count_forward(p + LZ_MIN_MATCH, q + LZ_MIN_MATCH, end);

			if (length > longest) {
				longest = length;
				best.length = length;
				best.offset = position - candidate;
				if (length >= nice_length || p + length == end)
					break;
			}
		}
		if (!back)
			break;
		candidate -= back;
	}
	return best;
}

const uint8_t *lz_finder_replace(struct lz_finder *finder, const uint8_t *p)
{
	uint32_t position = position_of(finder, p);
	uint32_t hash = hash_of(p);
	uint32_t candidate = finder->head[hash];

	finder->head[hash] = position;
	finder->next = position + 1;
	if (candidate < reach_of(finder, position))
		return NULL;
	return place_of(finder, candidate);
}

const uint8_t *lz_finder_low(const struct lz_finder *finder)
{
	return place_of(finder, finder->low);
}

size_t lz_count_forward(const uint8_t *p, const uint8_t *q, const uint8_t *end)
{
	const uint8_t *start = p;

	while (end - p >= 8) {
		uint64_t difference = get_le64(p) ^ get_le64(q);

		if (difference)
			return p - start + (__builtin_ctzll(difference) >> 3);
		p += 8;
		q += 8;
	}
	while (p < end && *p == *q) {
		p++;
		q++;
	}
	return p - start;
}

size_t lz_count_backward(const uint8_t *p, const uint8_t *p_low,
			 const uint8_t *q, const uint8_t *q_low)
{
	size_t count = 0;

	while (p > p_low && q > q_low && p[-1] == q[-1]) {
		p--;
		q--;
		count++;
	}
	return count;
}

int lz_finder_verify(const struct lz_finder *finder)
{
	uint32_t hash;

	for (hash = 0; hash < 1u << LZ_HASH_BITS; hash++) {
		uint32_t position = finder->head[hash];
		uint32_t reach = reach_of(finder, finder->next);

		while (position >= reach) {
			uint32_t back = finder->chain[position % LZ_WINDOW_SIZE];

			if (position >= finder->next ||
			    hash_of(place_of(finder, position)) != hash)
				return 0;
			if (!back)
				break;
			position -= back;
		}
	}
	return 1;
}
