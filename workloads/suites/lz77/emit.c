// SPDX-License-Identifier: Apache-2.0
#include "emit.h"

#include "bytes.h"
#include "lz77.h"
#include "match.h"

#define NIBBLE_MAX 15

size_t lz_length_bytes(size_t length)
{
	return length < NIBBLE_MAX ? 0 : 1 + (length - NIBBLE_MAX) / 255;
}

static uint8_t nibble(size_t length)
{
	return length < NIBBLE_MAX ? length : NIBBLE_MAX;
}

/* Writes what the token's nibble could not hold, if anything. */
static uint8_t *put_length(uint8_t *out, size_t length)
{
	if (likely(length < NIBBLE_MAX))
		return out;
	for (length -= NIBBLE_MAX; length >= 255; length -= 255)
		*out++ = 255;
	*out++ = length;
	return out;
}

static uint8_t *put_literals(uint8_t *out, const uint8_t *literals, size_t count)
{
	out = put_length(out, count);
	/* The last literals of an empty block come from nowhere. */
	if (count)
		memcpy(out, literals, count);
	return out + count;
}

static int has_room(const struct lz_sink *sink, size_t size)
{
	return size <= (size_t)(sink->end - sink->out);
}

size_t lz_sequence_price(size_t literals, size_t match_length)
{
	return 1 + lz_length_bytes(literals) + literals + 2 +
	       lz_length_bytes(match_length - LZ_MIN_MATCH);
}

int lz_emit_sequence(struct lz_sink *sink, const uint8_t *literals, size_t count,
		     size_t offset, size_t match_length)
{
	size_t excess = match_length - LZ_MIN_MATCH;
	uint8_t *out = sink->out;

	if (unlikely(!has_room(sink, 1 + lz_length_bytes(count) + count + 2 +
				     lz_length_bytes(excess))))
		return LZ_ERR_OUTPUT;

	*out++ = nibble(count) << 4 | nibble(excess);
	out = put_literals(out, literals, count);
	put_le16(out, offset);
	sink->out = put_length(out + 2, excess);
	return 0;
}

int lz_emit_tail(struct lz_sink *sink, const uint8_t *literals, size_t count)
{
	uint8_t *out = sink->out;

	if (unlikely(!has_room(sink, 1 + lz_length_bytes(count) + count)))
		return LZ_ERR_OUTPUT;

	*out++ = nibble(count) << 4;
	sink->out = put_literals(out, literals, count);
	return 0;
}
