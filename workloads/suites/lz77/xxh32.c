// SPDX-License-Identifier: Apache-2.0
#include "xxh32.h"

#include "bytes.h"

#define PRIME_1 2654435761u
#define PRIME_2 2246822519u
#define PRIME_3 3266489917u
#define PRIME_4 668265263u
#define PRIME_5 374761393u

static uint32_t rotate_left(uint32_t v, unsigned int bits)
{
	return v << bits | v >> (32 - bits);
}

static uint32_t mix_lane(uint32_t lane, uint32_t word)
{
	return rotate_left(lane + word * PRIME_2, 13) * PRIME_1;
}

static void mix_stripe(uint32_t lane[4], const uint8_t *p)
{
	lane[0] = mix_lane(lane[0], get_le32(p));
	lane[1] = mix_lane(lane[1], get_le32(p + 4));
	lane[2] = mix_lane(lane[2], get_le32(p + 8));
	lane[3] = mix_lane(lane[3], get_le32(p + 12));
}

/* Mixes in the less than a stripe that is left and scatters the bits. */
static uint32_t finish(uint32_t sum, const uint8_t *p, size_t size)
{
	for (; size >= 4; p += 4, size -= 4)
		sum = rotate_left(sum + get_le32(p) * PRIME_3, 17) * PRIME_4;
	for (; size; p++, size--)
		sum = rotate_left(sum + *p * PRIME_5, 11) * PRIME_1;

	sum = (sum ^ sum >> 15) * PRIME_2;
	sum = (sum ^ sum >> 13) * PRIME_3;
	return sum ^ sum >> 16;
}

void xxh32_reset(struct xxh32_state *state, uint32_t seed)
{
	memset(state, 0, sizeof(*state));
	state->seed = seed;
	state->lane[0] = seed + PRIME_1 + PRIME_2;
	state->lane[1] = seed + PRIME_2;
	state->lane[2] = seed;
	state->lane[3] = seed - PRIME_1;
}

void xxh32_update(struct xxh32_state *state, const void *data, size_t size)
{
	const uint8_t *p = data;
	size_t fill;

	if (!size)
		return;
	state->total += size;

	if (state->tail_size) {
		fill = min_size(XXH32_STRIPE - state->tail_size, size);
		memcpy(state->tail + state->tail_size, p, fill);
		state->tail_size += fill;
		p += fill;
		size -= fill;
		if (state->tail_size < XXH32_STRIPE)
			return;
		mix_stripe(state->lane, state->tail);
	}

	for (; size >= XXH32_STRIPE; p += XXH32_STRIPE, size -= XXH32_STRIPE)
		mix_stripe(state->lane, p);

	memcpy(state->tail, p, size);
	state->tail_size = size;
}

uint32_t xxh32_digest(const struct xxh32_state *state)
{
	const uint32_t *lane = state->lane;
	uint32_t sum;

	if (state->total >= XXH32_STRIPE)
		sum = rotate_left(lane[0], 1) + rotate_left(lane[1], 7) +
		      rotate_left(lane[2], 12) + rotate_left(lane[3], 18);
	else
		sum = state->seed + PRIME_5;
	sum += (uint32_t)state->total;
	return finish(sum, state->tail, state->tail_size);
}

uint32_t xxh32(const void *data, size_t size, uint32_t seed)
{
	struct xxh32_state state;

	xxh32_reset(&state, seed);
	xxh32_update(&state, data, size);
	return xxh32_digest(&state);
}

void xxh32_format(uint32_t sum, char text[9])
{
	static const char digits[] = "0123456789abcdef";
	int i;

	for (i = 0; i < 8; i++)
		text[i] = digits[sum >> (28 - 4 * i) & 15];
	text[8] = '\0';
}
