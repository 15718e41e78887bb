// SPDX-License-Identifier: Apache-2.0
// XXH32, as specified in xxHash's doc/xxhash_spec.md.
#ifndef LZ_XXH32_H
#define LZ_XXH32_H

#include <stddef.h>
#include <stdint.h>

#define XXH32_STRIPE 16

struct xxh32_state {
	uint32_t lane[4];
	uint32_t seed;
	uint32_t tail_size;
	uint64_t total;
	uint8_t tail[XXH32_STRIPE];	/* bytes that do not fill a stripe yet */
};

/* Starts a new sum. */
void xxh32_reset(struct xxh32_state *state, uint32_t seed);

/* Adds size bytes; any split of the input gives the same sum. */
void xxh32_update(struct xxh32_state *state, const void *data, size_t size);

/* The sum of what was added; more may be added afterwards. */
uint32_t xxh32_digest(const struct xxh32_state *state);

/* The sum of one buffer. */
uint32_t xxh32(const void *data, size_t size, uint32_t seed);

/* Writes the sum as 8 hexadecimal digits and a NUL, most significant first. */
void xxh32_format(uint32_t sum, char text[9]);

#endif
