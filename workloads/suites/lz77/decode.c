// SPDX-License-Identifier: Apache-2.0
// The decoder trusts nothing: every length is checked against what is left of the input and of the
// output before a byte is moved.
#include "bytes.h"
#include "lz77.h"

struct decoder {
	const uint8_t *in;
	const uint8_t *in_end;
	const uint8_t *low;	/* the first byte of output or history */
	uint8_t *out;
	uint8_t *out_end;
};

/* Adds the rest of a length whose nibble was 15; 0 or LZ_ERR_TRUNCATED. */
static int read_length(struct decoder *d, size_t *length)
{
	uint8_t byte;

	do {
		if (unlikely(d->in == d->in_end))
			return LZ_ERR_TRUNCATED;
		byte = *d->in++;
		*length += byte;
	} while (byte == 255);
	return 0;
}

static int copy_literals(struct decoder *d, size_t count)
{
	size_t in_left = d->in_end - d->in;
	size_t out_left = d->out_end - d->out;

	if (likely(count <= 16 && in_left >= 16 && out_left >= 16)) {
		/* A fixed size is two moves; what is too much is overwritten. */
		memcpy(d->out, d->in, 16);
	} else {
		if (unlikely(count > in_left))
			return LZ_ERR_TRUNCATED;
		if (unlikely(count > out_left))
			return LZ_ERR_OUTPUT;
		if (count)
			memcpy(d->out, d->in, count);
	}
	d->in += count;
	d->out += count;
	return 0;
}

/* Copies within the output, where source and destination overlap if offset < length. */
static void copy_match(struct decoder *d, size_t offset, size_t length)
{
	uint8_t *out = d->out;
	const uint8_t *from = out - offset;
	uint8_t *stop = out + length;

	d->out = stop;
	if (likely(offset >= 8 && d->out_end - stop >= 8)) {
		do {
			memcpy(out, from, 8);
			out += 8;
			from += 8;
		} while (out < stop);
		return;
	}
	if (offset == 1) {
		memset(out, *from, length);
		return;
	}
	while (out < stop)
		*out++ = *from++;
}

/* Copies the part of a match that lies in the dictionary; 0 or LZ_ERR_OFFSET. */
static int copy_dictionary(struct decoder *d, const struct lz_dictionary *dictionary,
			   size_t back, size_t *length)
{
	size_t part = min_size(back, *length);

	if (unlikely(!dictionary || back > dictionary->size))
		return LZ_ERR_OFFSET;
	memcpy(d->out, dictionary->data + dictionary->size - back, part);
	d->out += part;
	*length -= part;
	return 0;
}

static int decode_match(struct decoder *d, uint8_t token, const struct lz_dictionary *dictionary)
{
	size_t length = token & 15;
	size_t offset, before;
	int err;

	if (unlikely(d->in_end - d->in < 2))
		return LZ_ERR_TRUNCATED;
	offset = get_le16(d->in);
	d->in += 2;
	if (length == 15) {
		err = read_length(d, &length);
		if (unlikely(err))
			return err;
	}
	length += LZ_MIN_MATCH;
	if (unlikely(length > (size_t)(d->out_end - d->out)))
		return LZ_ERR_OUTPUT;

	before = d->out - d->low;
	if (unlikely(!offset))
		return LZ_ERR_OFFSET;
	if (unlikely(offset > before)) {
		err = copy_dictionary(d, dictionary, offset - before, &length);
		if (err || !length)
			return err;
	}
	copy_match(d, offset, length);
	return 0;
}

static long decode(const uint8_t *src, size_t size, uint8_t *dst, size_t capacity,
		   size_t history, const struct lz_dictionary *dictionary)
{
	struct decoder d = { src, src + size, dst - history, dst, dst + capacity };

	if (unlikely(size > LZ_INPUT_MAX))
		return LZ_ERR_SIZE;
	while (likely(d.in < d.in_end)) {
		uint8_t token = *d.in++;
		size_t literals = token >> 4;
		int err = 0;

		if (literals == 15)
			err = read_length(&d, &literals);
		if (likely(!err))
			err = copy_literals(&d, literals);
		if (unlikely(err))
			return err;
		if (d.in == d.in_end)
			return d.out - dst;
		err = decode_match(&d, token, dictionary);
		if (unlikely(err))
			return err;
	}
	/* A block ends with literals, so it never ends here. */
	return LZ_ERR_TRUNCATED;
}

long lz_decompress_block(const void *src, size_t size, void *dst, size_t capacity)
{
	return decode(src, size, dst, capacity, 0, NULL);
}

long lz_decompress_linked(const void *src, size_t size, void *dst, size_t capacity,
			  size_t history)
{
	return decode(src, size, dst, capacity, history, NULL);
}

long lz_decompress_dictionary(const void *src, size_t size, void *dst, size_t capacity,
			      size_t history, const struct lz_dictionary *dictionary)
{
	return decode(src, size, dst, capacity, history, dictionary);
}
