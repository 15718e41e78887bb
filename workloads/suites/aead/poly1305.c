// SPDX-License-Identifier: Apache-2.0
/*
 * Arithmetic modulo 2^130 - 5 in five limbs of 26 bits: products of limbs
 * and their sums fit 64 bits, and so do the carries that are left for later.
 */
#include <string.h>

#include "bytes.h"
#include "constant_time.h"
#include "poly1305.h"

#define LIMB_BITS	26
#define LIMB_MASK	0x3ffffffu
#define FINAL_BIT	(1u << 24)	/* 2^128, in the top limb */

/* Splits 16 bytes into limbs. */
static void load_limbs(uint32_t *limbs, const uint8_t *bytes)
{
	uint64_t w0 = load_le32(bytes);
	uint64_t w1 = load_le32(bytes + 4);
	uint64_t w2 = load_le32(bytes + 8);
	uint64_t w3 = load_le32(bytes + 12);

	limbs[0] = (uint32_t)w0 & LIMB_MASK;
	limbs[1] = (uint32_t)((w1 << 32 | w0) >> 26) & LIMB_MASK;
	limbs[2] = (uint32_t)((w2 << 32 | w1) >> 20) & LIMB_MASK;
	limbs[3] = (uint32_t)((w3 << 32 | w2) >> 14) & LIMB_MASK;
	limbs[4] = (uint32_t)(w3 >> 8);
}

void poly1305_init(struct poly1305 *poly, const uint8_t *key)
{
	uint8_t r[16];
	int i;

	memcpy(r, key, sizeof(r));
	/* "Clamping": RFC 8439, 2.5.1. */
	for (i = 3; i < 16; i += 4)
		r[i] &= 15;
	for (i = 4; i < 16; i += 4)
		r[i] &= 252;
	load_limbs(poly->r, r);
	memset(poly->h, 0, sizeof(poly->h));
	for (i = 0; i < 4; i++)
		poly->pad[i] = load_le32(key + 16 + 4 * i);
	poly->buffered = 0;
}

/* Carries from limb to limb; what leaves the top comes back times 5. */
static void carry_limbs(uint32_t *h, uint64_t *d)
{
	uint64_t carry = 0;
	int i;

	for (i = 0; i < 5; i++) {
		d[i] += carry;
		carry = d[i] >> LIMB_BITS;
		h[i] = (uint32_t)d[i] & LIMB_MASK;
	}
	carry = h[0] + carry * 5;
	h[0] = (uint32_t)carry & LIMB_MASK;
	h[1] += (uint32_t)(carry >> LIMB_BITS);
}

/* h = (h + block) * r for each block. */
static void add_blocks(struct poly1305 *poly, const uint8_t *data, size_t count,
		       uint32_t final_bit)
{
	const uint32_t *r = poly->r;
	uint32_t s[5];
	uint32_t m[5];
	uint64_t h[5];
	uint64_t d[5];
	int i;

	for (i = 0; i < 5; i++)
		s[i] = r[i] * 5;
	for (; count; count--, data += POLY1305_BLOCK_SIZE) {
		load_limbs(m, data);
		m[4] |= final_bit;
		for (i = 0; i < 5; i++)
			h[i] = (uint64_t)poly->h[i] + m[i];
		d[0] = h[0] * r[0] + h[1] * s[4] + h[2] * s[3] + h[3] * s[2] +
		       h[4] * s[1];
		d[1] = h[0] * r[1] + h[1] * r[0] + h[2] * s[4] + h[3] * s[3] +
		       h[4] * s[2];
		d[2] = h[0] * r[2] + h[1] * r[1] + h[2] * r[0] + h[3] * s[4] +
		       h[4] * s[3];
		d[3] = h[0] * r[3] + h[1] * r[2] + h[2] * r[1] + h[3] * r[0] +
		       h[4] * s[4];
		d[4] = h[0] * r[4] + h[1] * r[3] + h[2] * r[2] + h[3] * r[1] +
		       h[4] * r[0];
		carry_limbs(poly->h, d);
	}
}

void poly1305_update(struct poly1305 *poly, const uint8_t *data, size_t len)
{
	size_t blocks;

	if (len == 0)
		return;
	if (poly->buffered) {
		size_t room = POLY1305_BLOCK_SIZE - poly->buffered;
		size_t n = len < room ? len : room;

		memcpy(poly->buffer + poly->buffered, data, n);
		poly->buffered += (uint32_t)n;
		data += n;
		len -= n;
		if (poly->buffered < POLY1305_BLOCK_SIZE)
			return;
		add_blocks(poly, poly->buffer, 1, FINAL_BIT);
		poly->buffered = 0;
	}
	blocks = len / POLY1305_BLOCK_SIZE;
	add_blocks(poly, data, blocks, FINAL_BIT);
	len -= blocks * POLY1305_BLOCK_SIZE;
	if (len) {
		memcpy(poly->buffer, data + blocks * POLY1305_BLOCK_SIZE, len);
		poly->buffered = (uint32_t)len;
	}
}

void poly1305_pad16(struct poly1305 *poly)
{
	static const uint8_t zeros[POLY1305_BLOCK_SIZE];

	if (poly->buffered)
		poly1305_update(poly, zeros,
				POLY1305_BLOCK_SIZE - poly->buffered);
}

/* Subtracts the modulus if h is not below it, without a branch. */
static void reduce_fully(uint32_t *h)
{
	uint32_t g[5];
	uint64_t d[5];
	uint32_t carry = 5;
	uint32_t below;
	int i;

	for (i = 0; i < 5; i++)
		d[i] = h[i];
	carry_limbs(h, d);
	/* The carry into limb 1 may have filled limbs up to the top. */
	for (i = 0; i < 5; i++)
		d[i] = h[i];
	carry_limbs(h, d);
	for (i = 0; i < 5; i++) {
		g[i] = h[i] + carry;
		carry = g[i] >> LIMB_BITS;
		g[i] &= LIMB_MASK;
	}
	/* h + 5 reaches 2^130 exactly when h is not below the modulus. */
	below = ct_mask_zero(carry);
	for (i = 0; i < 5; i++)
		h[i] = ct_select(below, h[i], g[i]);
}

void poly1305_final(struct poly1305 *poly, uint8_t *tag)
{
	uint32_t *h = poly->h;
	uint32_t words[4];
	uint64_t sum = 0;
	int i;

	if (poly->buffered) {
		memset(poly->buffer + poly->buffered, 0,
		       POLY1305_BLOCK_SIZE - poly->buffered);
		poly->buffer[poly->buffered] = 1;
		add_blocks(poly, poly->buffer, 1, 0);
	}
	reduce_fully(h);
	words[0] = h[0] | h[1] << 26;
	words[1] = h[1] >> 6 | h[2] << 20;
	words[2] = h[2] >> 12 | h[3] << 14;
	words[3] = h[3] >> 18 | h[4] << 8;
	for (i = 0; i < 4; i++) {
		sum += (uint64_t)words[i] + poly->pad[i];
		store_le32(tag + 4 * i, (uint32_t)sum);
		sum >>= 32;
	}
	ct_wipe(poly, sizeof(*poly));
}
