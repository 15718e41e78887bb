// SPDX-License-Identifier: Apache-2.0
// Streams: chunks that arrive one by one, each a block that may refer to the 64 KiB before it.
#ifndef LZ_WINDOW_H
#define LZ_WINDOW_H

#include "lz77.h"

#define LZ_CHUNK_MAX LZ_WINDOW_SIZE

/* What was seen last, in one piece, with room for one more chunk. */
struct lz_window {
	size_t filled;
	uint8_t bytes[LZ_WINDOW_SIZE + LZ_CHUNK_MAX];
};

struct lz_encoder_stream {
	const struct lz_strategy *strategy;
	struct lz_window window;
	struct lz_finder finder;
};

struct lz_decoder_stream {
	struct lz_window window;
};

/* Prepares the memory of a stream, once. */
void lz_encoder_init(struct lz_encoder_stream *stream);

/* Begins a stream with no history. */
void lz_encoder_begin(struct lz_encoder_stream *stream, int level);

/* Makes a dictionary the history of a stream that just began; its last 64 KiB count. */
void lz_encoder_load(struct lz_encoder_stream *stream, const void *data, size_t size);

/*
 * Compresses the next chunk of at most LZ_CHUNK_MAX bytes into a block. After LZ_ERR_OUTPUT the
 * chunk is history all the same: hand it over as it is.
 */
long lz_encoder_chunk(struct lz_encoder_stream *stream, const void *src, size_t size,
		      void *dst, size_t capacity);

/* Begins a stream with no history. */
void lz_decoder_begin(struct lz_decoder_stream *stream);

/* As lz_encoder_load(). */
void lz_decoder_load(struct lz_decoder_stream *stream, const void *data, size_t size);

/* Decompresses the next block; an error leaves the stream as it was. */
long lz_decoder_chunk(struct lz_decoder_stream *stream, const void *src, size_t size,
		      void *dst, size_t capacity);

/* Takes a chunk that came uncompressed into the history; 0 or LZ_ERR_SIZE. */
int lz_decoder_stored(struct lz_decoder_stream *stream, const void *data, size_t size);

/* How many bytes of history the next chunk may refer to. */
size_t lz_window_history(const struct lz_window *window);

/* Copies the last `size` bytes of history out, to make a dictionary of them. */
size_t lz_window_save(const struct lz_window *window, void *dst, size_t size);

#endif
