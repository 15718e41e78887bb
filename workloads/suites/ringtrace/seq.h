// SPDX-License-Identifier: Apache-2.0
/* Text into a fixed buffer. A piece that does not fit is left out whole, and
 * so is everything after it. */
#ifndef RINGTRACE_SEQ_H
#define RINGTRACE_SEQ_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct seq {
	char *data;
	size_t size;
	size_t len;
	bool overflowed;
};

void seq_init(struct seq *seq, char *data, size_t size);
/* Empties the buffer and forgets the overflow. */
void seq_clear(struct seq *seq);
/* Bytes still free; one is kept for the terminator. */
size_t seq_room(const struct seq *seq);
void seq_putc(struct seq *seq, char c);
void seq_puts(struct seq *seq, const char *text);
void seq_put_bytes(struct seq *seq, const char *bytes, size_t len);
/* `text` of at most `max` bytes, blanks up to `width` after it. */
void seq_put_padded(struct seq *seq, const char *text, size_t max,
		    size_t width);
void seq_put_dec(struct seq *seq, uint64_t value);
/* Decimal, at least `width` wide, filled with `fill` on the left. */
void seq_put_dec_width(struct seq *seq, uint64_t value, unsigned int width,
		       char fill);
void seq_put_signed(struct seq *seq, int64_t value);
/* Hexadecimal with at least `digits` digits, no prefix. */
void seq_put_hex(struct seq *seq, uint64_t value, unsigned int digits);
/* Seconds and microseconds: "12.000345". */
void seq_put_time(struct seq *seq, uint64_t ns);
/* Offset, 16 bytes and their characters a line. */
void seq_put_hex_dump(struct seq *seq, const void *bytes, size_t len);
/* The text so far, terminated. */
const char *seq_text(struct seq *seq);

#endif
