// SPDX-License-Identifier: Apache-2.0
// Writes the sequences of a block, as lz4_Block_format.md describes them: a token, literals, and a
// match except in the last one.
#ifndef LZ_EMIT_H
#define LZ_EMIT_H

#include <stddef.h>
#include <stdint.h>

struct lz_sink {
	uint8_t *out;
	uint8_t *end;
};

/* How many bytes a length takes beyond its 4 bits in the token. */
size_t lz_length_bytes(size_t length);

/* Writes literals and the match that follows them; 0 or LZ_ERR_OUTPUT. */
int lz_emit_sequence(struct lz_sink *sink, const uint8_t *literals, size_t count,
		     size_t offset, size_t match_length);

/* Writes the last literals of a block; 0 or LZ_ERR_OUTPUT. */
int lz_emit_tail(struct lz_sink *sink, const uint8_t *literals, size_t count);

/* How many bytes lz_emit_sequence() would write, for a parser that weighs its choices. */
size_t lz_sequence_price(size_t literals, size_t match_length);

#endif
