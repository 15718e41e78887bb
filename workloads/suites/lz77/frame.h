// SPDX-License-Identifier: Apache-2.0
// Frames: blocks with a header, sizes and checksums, as lz4_Frame_format.md describes them.
#ifndef LZ_FRAME_H
#define LZ_FRAME_H

#include <stdbool.h>

#include "lz77.h"
#include "window.h"

struct lz_frame_options {
	int level;
	bool linked;		/* a block may refer to the one before */
	bool block_checksums;
	bool content_checksum;
	bool content_size;
	const struct lz_dictionary *dictionary;	/* or NULL */
};

struct lz_frame_header {
	bool linked;
	bool block_checksums;
	bool content_checksum;
	bool has_content_size;
	bool has_dictionary_id;
	uint32_t dictionary_id;
	uint64_t content_size;
	size_t block_max;
	size_t size;		/* of the header itself */
};

/* The most that `size` bytes can grow to as a frame. */
size_t lz_frame_bound(size_t size);

/* Compresses into one frame of 64 KiB blocks; the stream is working memory, once initialised. */
long lz_frame_compress(struct lz_encoder_stream *stream, const void *src, size_t size,
		       void *dst, size_t capacity, const struct lz_frame_options *options);

/* Decompresses all frames in src, one after another, with the dictionary if it is not NULL. */
long lz_frame_decompress(const void *src, size_t size, void *dst, size_t capacity,
			 const struct lz_dictionary *dictionary);

/* Reads the header of a frame; 0 or an error. */
int lz_frame_read_header(const void *src, size_t size, struct lz_frame_header *header);

/* Writes a frame that every decoder skips, holding the caller's own bytes. */
long lz_frame_skippable(const void *data, size_t size, void *dst, size_t capacity,
			unsigned int kind);

#endif
