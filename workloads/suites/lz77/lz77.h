// SPDX-License-Identifier: Apache-2.0
// A codec for LZ4 blocks and frames (lz4_Block_format.md, lz4_Frame_format.md of the lz4 project).
// Sizes are returned as long; a negative one is an lz_error.
#ifndef LZ_LZ77_H
#define LZ_LZ77_H

#include <stddef.h>
#include <stdint.h>

#include "match.h"
#include "strategy.h"

enum lz_error {
	LZ_ERR_OUTPUT = -1,	/* the output buffer is too small */
	LZ_ERR_TRUNCATED = -2,	/* the input ends early */
	LZ_ERR_OFFSET = -3,	/* a match begins before all history */
	LZ_ERR_CHECKSUM = -4,
	LZ_ERR_MAGIC = -5,	/* not a frame */
	LZ_ERR_HEADER = -6,	/* a frame of an unknown or a reserved kind */
	LZ_ERR_SIZE = -7,	/* the input is too large, or not of the promised size */
	LZ_ERR_DICTIONARY = -8,	/* the frame was made with another dictionary */
};

#define LZ_LEVEL_MIN	1	/* fast */
#define LZ_LEVEL_MAX	4	/* patient */
#define LZ_INPUT_MAX	(1u << 30)

/* Imposed by the format: the last literals, and how early the last match begins. */
#define LZ_TAIL_LITERALS	5
#define LZ_MATCH_MARGIN		12

/* A span of bytes that matches may reach into, ahead of the data itself. */
struct lz_dictionary {
	const uint8_t *data;
	size_t size;
	uint32_t id;	/* written into frames unless 0 */
};

/* The most that `size` bytes can grow to as a block. */
size_t lz_block_bound(size_t size);

/* Compresses one block that depends on nothing else; the finder was initialised once before. */
long lz_compress_block(struct lz_finder *finder, const void *src, size_t size,
		       void *dst, size_t capacity, int level);

/* Compresses [src, end), which lies in the finder's window, with the history before it. */
long lz_compress_range(struct lz_finder *finder, const struct lz_strategy *strategy,
		       const uint8_t *src, const uint8_t *end, uint8_t *dst, size_t capacity);

/* Decompresses one block that depends on nothing else. */
long lz_decompress_block(const void *src, size_t size, void *dst, size_t capacity);

/* As lz_decompress_block(), where the `history` bytes before dst are there already. */
long lz_decompress_linked(const void *src, size_t size, void *dst, size_t capacity,
			  size_t history);

/* As lz_decompress_linked(), where `dictionary`, or NULL, goes before the history. */
long lz_decompress_dictionary(const void *src, size_t size, void *dst, size_t capacity,
			      size_t history, const struct lz_dictionary *dictionary);

struct lz_block_stats {
	size_t sequences;
	size_t literals;
	size_t match_bytes;
	size_t longest_match;
	size_t far_matches;	/* more than a 4 KiB page back */
	size_t by_length[16];	/* matches by the logarithm of their length */
};

/* Walks the sequences of a block without decoding it; 0 or an error. */
int lz_block_statistics(const void *src, size_t size, struct lz_block_stats *stats);

/* The name of an lz_error, for messages. */
const char *lz_error_name(long error);

#endif
