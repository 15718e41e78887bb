// SPDX-License-Identifier: Apache-2.0
/* Formatting without a format string: callers know what they print. */
#include <string.h>

#include "seq.h"

#define DEC_MAX		20	/* digits of UINT64_MAX */
#define HEX_MAX		16
#define DUMP_LINE	16

static const char hex_digits[] = "0123456789abcdef";

void seq_init(struct seq *seq, char *data, size_t size)
{
	seq->data = data;
	seq->size = size;
	seq_clear(seq);
}

void seq_clear(struct seq *seq)
{
	seq->len = 0;
	seq->overflowed = seq->size == 0;
}

size_t seq_room(const struct seq *seq)
{
	return seq->overflowed ? 0 : seq->size - seq->len - 1;
}

/* Claims `len` bytes; NULL, for good, when they do not fit. */
static char *claim(struct seq *seq, size_t len)
{
	char *at;

	if (len > seq_room(seq)) {
		seq->overflowed = true;
		return NULL;
	}
	at = seq->data + seq->len;
	seq->len += len;
	return at;
}

void seq_putc(struct seq *seq, char c)
{
	char *at = claim(seq, 1);

	if (at)
		*at = c;
}

void seq_put_bytes(struct seq *seq, const char *bytes, size_t len)
{
	char *at = claim(seq, len);

	if (at)
		memcpy(at, bytes, len);
}

void seq_puts(struct seq *seq, const char *text)
{
	seq_put_bytes(seq, text, strlen(text));
}

static void put_fill(struct seq *seq, char fill, size_t len)
{
	char *at = claim(seq, len);

	if (at)
		memset(at, fill, len);
}

void seq_put_padded(struct seq *seq, const char *text, size_t max, size_t width)
{
	const char *end = memchr(text, '\0', max);
	size_t len = end ? (size_t)(end - text) : max;

	seq_put_bytes(seq, text, len);
	if (len < width)
		put_fill(seq, ' ', width - len);
}

/* Writes digits backwards from `end`; returns where they start. */
static char *dec_digits(char *end, uint64_t value)
{
	do {
		*--end = (char)('0' + value % 10);
		value /= 10;
	} while (value);
	return end;
}

void seq_put_dec_width(struct seq *seq, uint64_t value, unsigned int width,
		       char fill)
{
	char digits[DEC_MAX];
	char *end = digits + DEC_MAX;
	char *start = dec_digits(end, value);
	size_t len = (size_t)(end - start);

	if (len < width)
		put_fill(seq, fill, width - len);
	seq_put_bytes(seq, start, len);
}

void seq_put_dec(struct seq *seq, uint64_t value)
{
	seq_put_dec_width(seq, value, 0, ' ');
}

void seq_put_signed(struct seq *seq, int64_t value)
{
	if (value < 0)
		seq_putc(seq, '-');
	seq_put_dec(seq, value < 0 ? 0 - (uint64_t)value : (uint64_t)value);
}

void seq_put_hex(struct seq *seq, uint64_t value, unsigned int digits)
{
	char text[HEX_MAX];
	unsigned int len = 0;

	if (digits > HEX_MAX)
		digits = HEX_MAX;
	do {
		text[HEX_MAX - ++len] = hex_digits[value & 15];
		value >>= 4;
	} while (value || len < digits);
	seq_put_bytes(seq, text + HEX_MAX - len, len);
}

void seq_put_time(struct seq *seq, uint64_t ns)
{
	seq_put_dec(seq, ns / 1000000000u);
	seq_putc(seq, '.');
	seq_put_dec_width(seq, ns / 1000u % 1000000u, 6, '0');
}

void seq_put_hex_dump(struct seq *seq, const void *bytes, size_t len)
{
	const uint8_t *from = bytes;
	size_t at;
	size_t i;

	for (at = 0; at < len; at += DUMP_LINE) {
		seq_put_hex(seq, at, 8);
		for (i = at; i < at + DUMP_LINE; i++) {
			seq_putc(seq, ' ');
			if (i < len)
				seq_put_hex(seq, from[i], 2);
			else
				put_fill(seq, ' ', 2);
		}
		put_fill(seq, ' ', 2);
		for (i = at; i < at + DUMP_LINE && i < len; i++)
			seq_putc(seq, from[i] >= ' ' && from[i] < 0x7f ?
					 (char)from[i] : '.');
		seq_putc(seq, '\n');
	}
}

const char *seq_text(struct seq *seq)
{
	if (seq->size == 0)
		return "";
	seq->data[seq->len] = '\0';
	return seq->data;
}
