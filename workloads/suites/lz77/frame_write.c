// SPDX-License-Identifier: Apache-2.0
#include "frame.h"

#include "bytes.h"
#include "frame_format.h"
#include "xxh32.h"

uint8_t lz_frame_header_checksum(const uint8_t *descriptor, size_t size)
{
	return xxh32(descriptor, size, 0) >> 8;
}

static int put_word(struct lz_sink *sink, uint32_t word)
{
	if (unlikely(sink->end - sink->out < 4))
		return LZ_ERR_OUTPUT;
	put_le32(sink->out, word);
	sink->out += 4;
	return 0;
}

static uint8_t flags_of(const struct lz_frame_options *options)
{
	uint8_t flags = FLAG_VERSION;

	if (!options->linked)
		flags |= FLAG_INDEPENDENT;
	if (options->block_checksums)
		flags |= FLAG_BLOCK_CHECKSUM;
	if (options->content_size)
		flags |= FLAG_CONTENT_SIZE;
	if (options->content_checksum)
		flags |= FLAG_CONTENT_CHECKSUM;
	if (options->dictionary && options->dictionary->id)
		flags |= FLAG_DICTIONARY_ID;
	return flags;
}

static int put_header(struct lz_sink *sink, const struct lz_frame_options *options, size_t size)
{
	uint8_t flags = flags_of(options);
	uint8_t header[HEADER_MAX];
	uint8_t *p = header;

	put_le32(p, FRAME_MAGIC);
	p[4] = flags;
	p[5] = BLOCK_64K_CODE << 4;
	p += 6;
	if (flags & FLAG_CONTENT_SIZE) {
		put_le64(p, size);
		p += 8;
	}
	if (flags & FLAG_DICTIONARY_ID) {
		put_le32(p, options->dictionary->id);
		p += 4;
	}
	*p = lz_frame_header_checksum(header + 4, p - (header + 4));
	p++;

	if (unlikely(p - header > sink->end - sink->out))
		return LZ_ERR_OUTPUT;
	memcpy(sink->out, header, p - header);
	sink->out += p - header;
	return 0;
}

static void begin_stream(struct lz_encoder_stream *stream, const struct lz_frame_options *options)
{
	lz_encoder_begin(stream, options->level);
	if (options->dictionary)
		lz_encoder_load(stream, options->dictionary->data, options->dictionary->size);
}

static long compress_part(struct lz_encoder_stream *stream, const uint8_t *src, size_t size,
			  uint8_t *dst, size_t capacity, const struct lz_frame_options *options)
{
	if (options->linked)
		return lz_encoder_chunk(stream, src, size, dst, capacity);
	if (!options->dictionary)
		return lz_compress_block(&stream->finder, src, size, dst, capacity,
					 options->level);
	/* Each block sees the dictionary and nothing else. */
	begin_stream(stream, options);
	return lz_encoder_chunk(stream, src, size, dst, capacity);
}

static int put_block(struct lz_sink *sink, struct lz_encoder_stream *stream, const uint8_t *src,
		     size_t size, const struct lz_frame_options *options)
{
	uint8_t *start = sink->out;
	size_t room = sink->end - start;
	uint32_t word;
	long done;

	if (unlikely(room < 4))
		return LZ_ERR_OUTPUT;
	/* Offering less room than the data takes makes the encoder give up on noise. */
	done = compress_part(stream, src, size, start + 4, min_size(room - 4, size - 1), options);
	if (likely(done >= 0)) {
		word = done;
	} else {
		if (done != LZ_ERR_OUTPUT || size > room - 4)
			return done;
		memcpy(start + 4, src, size);
		done = size;
		word = size | BLOCK_STORED;
	}
	put_le32(start, word);
	sink->out = start + 4 + done;
	if (options->block_checksums)
		return put_word(sink, xxh32(start + 4, done, 0));
	return 0;
}

size_t lz_frame_bound(size_t size)
{
	size_t blocks = (size + LZ_CHUNK_MAX - 1) / LZ_CHUNK_MAX;

	return HEADER_MAX + size + blocks * 8 + TRAILER_MAX;
}

long lz_frame_compress(struct lz_encoder_stream *stream, const void *src, size_t size,
		       void *dst, size_t capacity, const struct lz_frame_options *options)
{
	struct lz_sink sink = { dst, (uint8_t *)dst + capacity };
	const uint8_t *p = src;
	size_t left = size;
	int err;

	if (unlikely(size > LZ_INPUT_MAX))
		return LZ_ERR_SIZE;
	err = put_header(&sink, options, size);
	if (options->linked)
		begin_stream(stream, options);
	while (left && !err) {
		size_t part = min_size(left, LZ_CHUNK_MAX);

		err = put_block(&sink, stream, p, part, options);
		p += part;
		left -= part;
	}
	if (!err)
		err = put_word(&sink, 0);
	if (!err && options->content_checksum)
		err = put_word(&sink, xxh32(src, size, 0));
	return unlikely(err) ? err : sink.out - (uint8_t *)dst;
}

long lz_frame_skippable(const void *data, size_t size, void *dst, size_t capacity,
			unsigned int kind)
{
	uint8_t *out = dst;

	if (kind & SKIPPABLE_MASK || size > LZ_INPUT_MAX)
		return LZ_ERR_SIZE;
	if (capacity < 8 || size > capacity - 8)
		return LZ_ERR_OUTPUT;
	put_le32(out, SKIPPABLE_MAGIC | kind);
	put_le32(out + 4, size);
	if (size)
		memcpy(out + 8, data, size);
	return 8 + size;
}
