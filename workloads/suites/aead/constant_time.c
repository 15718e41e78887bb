// SPDX-License-Identifier: Apache-2.0
#include <string.h>

#include "constant_time.h"

/* Through a volatile pointer, so that no store is dead to the compiler. */
static void *(*const volatile wipe)(void *, int, size_t) = memset;

/* Hides a value's origin: a compiler that knew it could branch on it. */
static uint32_t opaque(uint32_t v)
{
	volatile uint32_t hidden = v;

	return hidden;
}

uint32_t ct_mask_zero(uint32_t v)
{
	/* The top bit of v | -v is set unless v is 0. */
	return (opaque(v | (0 - v)) >> 31) - 1;
}

uint32_t ct_select(uint32_t mask, uint32_t a, uint32_t b)
{
	return b ^ (mask & (a ^ b));
}

bool ct_equal(const void *a, const void *b, size_t len)
{
	const uint8_t *x = a;
	const uint8_t *y = b;
	uint32_t differ = 0;
	size_t i;

	for (i = 0; i < len; i++)
		differ |= x[i] ^ y[i];
	return ct_mask_zero(differ) & 1;
}

void ct_copy_if(uint32_t mask, uint8_t *dst, const uint8_t *src, size_t len)
{
	size_t i;

	for (i = 0; i < len; i++)
		dst[i] = (uint8_t)ct_select(mask, src[i], dst[i]);
}

void ct_wipe(void *secret, size_t len)
{
	wipe(secret, 0, len);
}

void xor_bytes(uint8_t *dst, const uint8_t *a, const uint8_t *b, size_t len)
{
	size_t i;

	for (i = 0; i < len; i++)
		dst[i] = a[i] ^ b[i];
}
