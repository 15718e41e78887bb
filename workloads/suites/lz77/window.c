// SPDX-License-Identifier: Apache-2.0
#include "window.h"

#include "bytes.h"

size_t lz_window_history(const struct lz_window *window)
{
	return min_size(window->filled, LZ_WINDOW_SIZE);
}

/* Moves the history down if `size` bytes would not fit; returns how far. */
static size_t window_make_room(struct lz_window *window, size_t size)
{
	size_t kept = lz_window_history(window);
	size_t dropped = window->filled - kept;

	if (likely(window->filled + size <= sizeof(window->bytes)))
		return 0;
	memmove(window->bytes, window->bytes + dropped, kept);
	window->filled = kept;
	return dropped;
}

static uint8_t *window_end(struct lz_window *window)
{
	return window->bytes + window->filled;
}

static void window_append(struct lz_window *window, const uint8_t *data, size_t size)
{
	if (size)
		memcpy(window_end(window), data, size);
	window->filled += size;
}

/* Fills an empty window with the end of a dictionary. */
static void window_load(struct lz_window *window, const uint8_t *data, size_t size)
{
	size_t kept = min_size(size, LZ_WINDOW_SIZE);

	window->filled = 0;
	window_append(window, data + (size - kept), kept);
}

void lz_encoder_init(struct lz_encoder_stream *stream)
{
	lz_finder_init(&stream->finder);
	lz_encoder_begin(stream, LZ_LEVEL_MIN);
}

void lz_encoder_begin(struct lz_encoder_stream *stream, int level)
{
	stream->strategy = lz_strategy_for(level);
	stream->window.filled = 0;
	lz_finder_attach(&stream->finder, stream->window.bytes);
}

void lz_encoder_load(struct lz_encoder_stream *stream, const void *data, size_t size)
{
	window_load(&stream->window, data, size);
	if (stream->window.filled >= LZ_MIN_MATCH)
		lz_finder_insert(&stream->finder,
				 window_end(&stream->window) - (LZ_MIN_MATCH - 1));
}

long lz_encoder_chunk(struct lz_encoder_stream *stream, const void *src, size_t size,
		      void *dst, size_t capacity)
{
	struct lz_window *window = &stream->window;
	const uint8_t *start;
	size_t dropped;

	if (unlikely(size > LZ_CHUNK_MAX))
		return LZ_ERR_SIZE;
	dropped = window_make_room(window, size);
	if (unlikely(dropped))
		lz_finder_slide(&stream->finder, dropped, window->filled);

	start = window_end(window);
	window_append(window, src, size);
	return lz_compress_range(&stream->finder, stream->strategy, start, start + size, dst,
				 capacity);
}

void lz_decoder_begin(struct lz_decoder_stream *stream)
{
	stream->window.filled = 0;
}

void lz_decoder_load(struct lz_decoder_stream *stream, const void *data, size_t size)
{
	window_load(&stream->window, data, size);
}

long lz_decoder_chunk(struct lz_decoder_stream *stream, const void *src, size_t size,
		      void *dst, size_t capacity)
{
	struct lz_window *window = &stream->window;
	size_t room = min_size(capacity, LZ_CHUNK_MAX);
	long done;

	window_make_room(window, room);
	done = lz_decompress_linked(src, size, window_end(window), room, window->filled);
	if (unlikely(done < 0))
		return done;
	if (done)
		memcpy(dst, window_end(window), done);
	window->filled += done;
	return done;
}

int lz_decoder_stored(struct lz_decoder_stream *stream, const void *data, size_t size)
{
	if (unlikely(size > LZ_CHUNK_MAX))
		return LZ_ERR_SIZE;
	window_make_room(&stream->window, size);
	window_append(&stream->window, data, size);
	return 0;
}

size_t lz_window_save(const struct lz_window *window, void *dst, size_t size)
{
	size_t saved = min_size(size, lz_window_history(window));

	if (saved)
		memcpy(dst, window->bytes + window->filled - saved, saved);
	return saved;
}
