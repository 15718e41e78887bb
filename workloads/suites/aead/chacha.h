// SPDX-License-Identifier: Apache-2.0
/* The ChaCha stream cipher (RFC 8439, 2.1 to 2.4) and HChaCha20. */
#ifndef AEAD_CHACHA_H
#define AEAD_CHACHA_H

#include <stddef.h>
#include <stdint.h>

#define CHACHA_KEY_SIZE		32
#define CHACHA_NONCE_SIZE	12
#define CHACHA_BLOCK_SIZE	64
#define HCHACHA_NONCE_SIZE	16

struct chacha {
	uint32_t state[16];
	uint8_t stream[CHACHA_BLOCK_SIZE];
	uint32_t left;			/* bytes of stream not yet used */
};

void chacha_init(struct chacha *chacha, const uint8_t *key,
		 const uint8_t *nonce, uint32_t counter);
/* The next block of key stream; steps the block counter. */
void chacha_block(struct chacha *chacha, uint8_t *out);
/* dst = src ^ key stream; pieces continue one another. dst may be src. */
void chacha_crypt(struct chacha *chacha, uint8_t *dst, const uint8_t *src,
		  size_t len);
/* Moves to a byte of the key stream, counted from counter 0. */
void chacha_seek(struct chacha *chacha, uint64_t byte);
/* Derives a key from a key and the first 16 bytes of a long nonce
 * (draft-irtf-cfrg-xchacha, 2.2). */
void hchacha(uint8_t *out, const uint8_t *key, const uint8_t *nonce);

#endif
