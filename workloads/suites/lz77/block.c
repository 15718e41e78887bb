// SPDX-License-Identifier: Apache-2.0
#include "lz77.h"

#include "bytes.h"

size_t lz_block_bound(size_t size)
{
	return size + size / 255 + 16;
}

long lz_compress_range(struct lz_finder *finder, const struct lz_strategy *strategy,
		       const uint8_t *src, const uint8_t *end, uint8_t *dst, size_t capacity)
{
	struct lz_sink sink = { dst, dst + capacity };
	int err;

	if (end - src > LZ_MATCH_MARGIN)
		err = strategy->parse(strategy, finder, src, end, &sink);
	else
		err = lz_emit_tail(&sink, src, end - src);
	return unlikely(err) ? err : sink.out - dst;
}

long lz_compress_block(struct lz_finder *finder, const void *src, size_t size,
		       void *dst, size_t capacity, int level)
{
	const uint8_t *start = src;

	if (unlikely(size > LZ_INPUT_MAX))
		return LZ_ERR_SIZE;
	lz_finder_attach(finder, start);
	return lz_compress_range(finder, lz_strategy_for(level), start, start + size, dst,
				 capacity);
}

/* Adds the rest of a length whose nibble was 15; 0 or LZ_ERR_TRUNCATED. */
static int skip_length(const uint8_t **p, const uint8_t *end, size_t *length)
{
	uint8_t byte;

	if (*length < 15)
		return 0;
	do {
		if (*p == end)
			return LZ_ERR_TRUNCATED;
		byte = *(*p)++;
		*length += byte;
	} while (byte == 255);
	return 0;
}

static void count_match(struct lz_block_stats *stats, size_t length, size_t offset)
{
	unsigned int log = 63 - __builtin_clzll(length);

	stats->match_bytes += length;
	stats->by_length[log < 15 ? log : 15]++;
	if (length > stats->longest_match)
		stats->longest_match = length;
	if (offset > 4096)
		stats->far_matches++;
}

int lz_block_statistics(const void *src, size_t size, struct lz_block_stats *stats)
{
	const uint8_t *p = src;
	const uint8_t *end = p + size;

	memset(stats, 0, sizeof(*stats));
	while (p < end) {
		uint8_t token = *p++;
		size_t literals = token >> 4;
		size_t length = token & 15;
		size_t offset;

		stats->sequences++;
		if (skip_length(&p, end, &literals) || literals > (size_t)(end - p))
			return LZ_ERR_TRUNCATED;
		stats->literals += literals;
		p += literals;
		if (p == end)
			return 0;
		if (end - p < 2)
			return LZ_ERR_TRUNCATED;
		offset = get_le16(p);
		p += 2;
		if (skip_length(&p, end, &length))
			return LZ_ERR_TRUNCATED;
		count_match(stats, length + LZ_MIN_MATCH, offset);
	}
	return LZ_ERR_TRUNCATED;
}

const char *lz_error_name(long error)
{
	static const char *const names[] = {
		"ok",		  "output too small", "input truncated",
		"offset too far", "wrong checksum",   "not a frame",
		"unknown header", "wrong size",	      "wrong dictionary",
	};

	if (error > 0)
		error = 0;
	if ((size_t)-error >= sizeof(names) / sizeof(names[0]))
		return "unknown error";
	return names[-error];
}
