// SPDX-License-Identifier: Apache-2.0
#include "frame.h"

#include "bytes.h"
#include "frame_format.h"
#include "xxh32.h"

/* Input from which nothing is taken that is not there. */
struct reader {
	const uint8_t *p;
	const uint8_t *end;
};

static const uint8_t *take(struct reader *reader, size_t size)
{
	const uint8_t *p = reader->p;

	if (unlikely(size > (size_t)(reader->end - p)))
		return NULL;
	reader->p += size;
	return p;
}

static int take_le32(struct reader *reader, uint32_t *value)
{
	const uint8_t *p = take(reader, 4);

	if (unlikely(!p))
		return LZ_ERR_TRUNCATED;
	*value = get_le32(p);
	return 0;
}

static int take_checksum(struct reader *reader, uint32_t expected)
{
	uint32_t sum;
	int err = take_le32(reader, &sum);

	if (unlikely(err))
		return err;
	return likely(sum == expected) ? 0 : LZ_ERR_CHECKSUM;
}

static int read_header(struct reader *reader, struct lz_frame_header *header)
{
	const uint8_t *start = reader->p;
	const uint8_t *fixed = take(reader, 6);
	const uint8_t *optional, *sum;
	uint8_t flags, code;

	if (unlikely(!fixed))
		return LZ_ERR_TRUNCATED;
	if (unlikely(get_le32(fixed) != FRAME_MAGIC))
		return LZ_ERR_MAGIC;
	flags = fixed[4];
	code = fixed[5] >> 4;
	if (unlikely((flags & FLAG_VERSION_MASK) != FLAG_VERSION || flags & FLAG_RESERVED ||
		     fixed[5] & 0x8f || code < BLOCK_64K_CODE))
		return LZ_ERR_HEADER;

	memset(header, 0, sizeof(*header));
	header->linked = !(flags & FLAG_INDEPENDENT);
	header->block_checksums = flags & FLAG_BLOCK_CHECKSUM;
	header->content_checksum = flags & FLAG_CONTENT_CHECKSUM;
	header->block_max = (size_t)1 << (8 + 2 * code);
	if (flags & FLAG_CONTENT_SIZE) {
		optional = take(reader, 8);
		if (unlikely(!optional))
			return LZ_ERR_TRUNCATED;
		header->has_content_size = true;
		header->content_size = get_le64(optional);
	}
	if (flags & FLAG_DICTIONARY_ID) {
		header->has_dictionary_id = true;
		if (unlikely(take_le32(reader, &header->dictionary_id)))
			return LZ_ERR_TRUNCATED;
	}
	sum = take(reader, 1);
	if (unlikely(!sum))
		return LZ_ERR_TRUNCATED;
	if (unlikely(*sum != lz_frame_header_checksum(start + 4, sum - (start + 4))))
		return LZ_ERR_CHECKSUM;
	header->size = reader->p - start;
	return 0;
}

static long decompress_part(const uint8_t *src, size_t size, uint8_t *dst, size_t capacity,
			    size_t history, const struct lz_dictionary *dictionary)
{
	if (dictionary)
		return lz_decompress_dictionary(src, size, dst, capacity, history, dictionary);
	if (history)
		return lz_decompress_linked(src, size, dst, capacity, history);
	return lz_decompress_block(src, size, dst, capacity);
}

static long take_block(struct reader *reader, uint32_t word, const struct lz_frame_header *header,
		       uint8_t *dst, size_t capacity, size_t history,
		       const struct lz_dictionary *dictionary)
{
	size_t size = word & ~BLOCK_STORED;
	const uint8_t *data;
	long done;
	int err;

	if (unlikely(size > header->block_max))
		return LZ_ERR_SIZE;
	data = take(reader, size);
	if (unlikely(!data))
		return LZ_ERR_TRUNCATED;
	if (header->block_checksums) {
		err = take_checksum(reader, xxh32(data, size, 0));
		if (unlikely(err))
			return err;
	}
	if (word & BLOCK_STORED) {
		if (unlikely(size > capacity))
			return LZ_ERR_OUTPUT;
		if (size)
			memcpy(dst, data, size);
		return size;
	}
	done = decompress_part(data, size, dst, min_size(capacity, header->block_max),
			       header->linked ? history : 0, dictionary);
	/* There was room for the largest block that the header allows. */
	if (unlikely(done == LZ_ERR_OUTPUT && capacity >= header->block_max))
		return LZ_ERR_SIZE;
	return done;
}

static long take_frame(struct reader *reader, uint8_t *dst, size_t capacity,
		       const struct lz_dictionary *dictionary)
{
	struct lz_frame_header header;
	size_t filled = 0;
	uint32_t word;
	long done;
	int err = read_header(reader, &header);

	if (unlikely(err))
		return err;
	if (unlikely(header.has_dictionary_id &&
		     (!dictionary || dictionary->id != header.dictionary_id)))
		return LZ_ERR_DICTIONARY;

	for (;;) {
		err = take_le32(reader, &word);
		if (unlikely(err))
			return err;
		if (!word)
			break;
		done = take_block(reader, word, &header, dst + filled, capacity - filled, filled,
				  dictionary);
		if (unlikely(done < 0))
			return done;
		filled += done;
	}
	if (header.content_checksum) {
		err = take_checksum(reader, xxh32(dst, filled, 0));
		if (unlikely(err))
			return err;
	}
	if (unlikely(header.has_content_size && header.content_size != filled))
		return LZ_ERR_SIZE;
	return filled;
}

static bool is_skippable(const struct reader *reader)
{
	return reader->end - reader->p >= 4 &&
	       (get_le32(reader->p) & SKIPPABLE_MASK) == SKIPPABLE_MAGIC;
}

static int skip_frame(struct reader *reader)
{
	uint32_t size;

	take(reader, 4);
	if (take_le32(reader, &size) || !take(reader, size))
		return LZ_ERR_TRUNCATED;
	return 0;
}

long lz_frame_decompress(const void *src, size_t size, void *dst, size_t capacity,
			 const struct lz_dictionary *dictionary)
{
	struct reader reader = { src, (const uint8_t *)src + size };
	uint8_t *out = dst;
	size_t filled = 0;

	while (reader.p < reader.end) {
		long done;

		if (unlikely(is_skippable(&reader)))
			done = skip_frame(&reader);
		else
			done = take_frame(&reader, out + filled, capacity - filled, dictionary);
		if (unlikely(done < 0))
			return done;
		filled += done;
	}
	return filled;
}

int lz_frame_read_header(const void *src, size_t size, struct lz_frame_header *header)
{
	struct reader reader = { src, (const uint8_t *)src + size };

	return read_header(&reader, header);
}
