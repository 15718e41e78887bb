// SPDX-License-Identifier: Apache-2.0
#include <string.h>

#include "bytes.h"
#include "chacha.h"
#include "constant_time.h"

#define COUNTER	12		/* word of the state */

static const uint32_t constants[4] = {
	0x61707865, 0x3320646e, 0x79622d32, 0x6b206574,	/* expand 32-byte k */
};

static void quarter_round(uint32_t *x, int a, int b, int c, int d)
{
	x[a] += x[b];
	x[d] = rotate_left(x[d] ^ x[a], 16);
	x[c] += x[d];
	x[b] = rotate_left(x[b] ^ x[c], 12);
	x[a] += x[b];
	x[d] = rotate_left(x[d] ^ x[a], 8);
	x[c] += x[d];
	x[b] = rotate_left(x[b] ^ x[c], 7);
}

static void permute(uint32_t *x, int rounds)
{
	int i;

	for (i = 0; i < rounds; i += 2) {
		quarter_round(x, 0, 4, 8, 12);
		quarter_round(x, 1, 5, 9, 13);
		quarter_round(x, 2, 6, 10, 14);
		quarter_round(x, 3, 7, 11, 15);
		quarter_round(x, 0, 5, 10, 15);
		quarter_round(x, 1, 6, 11, 12);
		quarter_round(x, 2, 7, 8, 13);
		quarter_round(x, 3, 4, 9, 14);
	}
}

static void load_words(uint32_t *words, const uint8_t *bytes, int count)
{
	int i;

	for (i = 0; i < count; i++)
		words[i] = load_le32(bytes + 4 * i);
}

static void store_words(uint8_t *bytes, const uint32_t *words, int count)
{
	int i;

	for (i = 0; i < count; i++)
		store_le32(bytes + 4 * i, words[i]);
}

void chacha_init(struct chacha *chacha, const uint8_t *key,
		 const uint8_t *nonce, uint32_t counter)
{
	memcpy(chacha->state, constants, sizeof(constants));
	load_words(chacha->state + 4, key, 8);
	chacha->state[COUNTER] = counter;
	load_words(chacha->state + 13, nonce, 3);
	chacha->left = 0;
}

void chacha_block(struct chacha *chacha, uint8_t *out)
{
	uint32_t x[16];
	int i;

	memcpy(x, chacha->state, sizeof(x));
	permute(x, 20);
	for (i = 0; i < 16; i++)
		x[i] += chacha->state[i];
	store_words(out, x, 16);
	chacha->state[COUNTER]++;
}

/* Uses up what a piece before left over of its last block. */
static size_t use_leftover(struct chacha *chacha, uint8_t *dst,
			   const uint8_t *src, size_t len)
{
	size_t n = len < chacha->left ? len : chacha->left;

	xor_bytes(dst, src,
		  chacha->stream + CHACHA_BLOCK_SIZE - chacha->left, n);
	chacha->left -= (uint32_t)n;
	return n;
}

void chacha_crypt(struct chacha *chacha, uint8_t *dst, const uint8_t *src,
		  size_t len)
{
	size_t done = 0;

	if (chacha->left)
		done = use_leftover(chacha, dst, src, len);
	while (len - done >= CHACHA_BLOCK_SIZE) {
		chacha_block(chacha, chacha->stream);
		xor_bytes(dst + done, src + done, chacha->stream,
			  CHACHA_BLOCK_SIZE);
		done += CHACHA_BLOCK_SIZE;
	}
	if (done < len) {
		chacha_block(chacha, chacha->stream);
		chacha->left = CHACHA_BLOCK_SIZE;
		use_leftover(chacha, dst + done, src + done, len - done);
	}
}

void chacha_seek(struct chacha *chacha, uint64_t byte)
{
	chacha->state[COUNTER] = (uint32_t)(byte / CHACHA_BLOCK_SIZE);
	chacha->left = 0;
	if (byte % CHACHA_BLOCK_SIZE) {
		chacha_block(chacha, chacha->stream);
		chacha->left = CHACHA_BLOCK_SIZE - byte % CHACHA_BLOCK_SIZE;
	}
}

void hchacha(uint8_t *out, const uint8_t *key, const uint8_t *nonce)
{
	uint32_t x[16];

	memcpy(x, constants, sizeof(constants));
	load_words(x + 4, key, 8);
	load_words(x + 12, nonce, 4);
	permute(x, 20);
	store_words(out, x, 4);
	store_words(out + 16, x + 12, 4);
	ct_wipe(x, sizeof(x));
}
