// SPDX-License-Identifier: Apache-2.0
// The match finder: hash chains over a sliding window of 64 KiB.
//
// A place in the window is named by a position that only ever grows, so that a new window needs no
// clearing of the tables: whatever they still hold lies below `low` and is never believed.
#ifndef LZ_MATCH_H
#define LZ_MATCH_H

#include <stddef.h>
#include <stdint.h>

#define LZ_MIN_MATCH		4
#define LZ_MAX_OFFSET		65535
#define LZ_WINDOW_SIZE		65536
#define LZ_HASH_BITS		12

struct lz_match {
	uint32_t length;	/* 0: none found */
	uint32_t offset;
};

struct lz_finder {
	const uint8_t *window;
	uint32_t origin;	/* the position of window[0] */
	uint32_t low;		/* no match begins before this position */
	uint32_t next;		/* every position in the tables is below */
	uint32_t head[1 << LZ_HASH_BITS];
	uint16_t chain[LZ_WINDOW_SIZE];	/* how far back the hash was last seen */
};

/* Empties the tables; needed once before the first window. */
void lz_finder_init(struct lz_finder *finder);

/* Begins a window that has nothing to do with what was seen before. */
void lz_finder_attach(struct lz_finder *finder, const uint8_t *window);

/* The caller moved the window's contents down by `dropped`, leaving `kept` bytes. */
void lz_finder_slide(struct lz_finder *finder, size_t dropped, size_t kept);

/* Enters all places before `end`; LZ_MIN_MATCH - 1 bytes from `end` on must be readable. */
void lz_finder_insert(struct lz_finder *finder, const uint8_t *end);

/* The longest match of `p` that ends by `end`, looking at no more than `depth` places. */
struct lz_match lz_finder_longest(struct lz_finder *finder, const uint8_t *p,
				  const uint8_t *end, unsigned int depth,
				  uint32_t nice_length);

/* Enters `p` alone and returns the last place with its hash, or NULL. */
const uint8_t *lz_finder_replace(struct lz_finder *finder, const uint8_t *p);

/* The first byte that a match may begin at. */
const uint8_t *lz_finder_low(const struct lz_finder *finder);

/* How many bytes from `p`, up to `end`, equal those from the earlier `q`. */
size_t lz_count_forward(const uint8_t *p, const uint8_t *q, const uint8_t *end);

/* How many bytes before `p`, down to `p_low`, equal those before `q`, down to `q_low`. */
size_t lz_count_backward(const uint8_t *p, const uint8_t *p_low,
			 const uint8_t *q, const uint8_t *q_low);

/* Debugging: nonzero when every chain goes strictly back and stays on its hash. */
int lz_finder_verify(const struct lz_finder *finder);

#endif
