// SPDX-License-Identifier: Apache-2.0
/* Operations on secrets whose time depends on lengths alone. */
#ifndef AEAD_CONSTANT_TIME_H
#define AEAD_CONSTANT_TIME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* True when the `len` bytes are the same. */
bool ct_equal(const void *a, const void *b, size_t len);
/* All ones when v is 0, otherwise 0. */
uint32_t ct_mask_zero(uint32_t v);
/* a where mask is ones, b where it is zeros. */
uint32_t ct_select(uint32_t mask, uint32_t a, uint32_t b);
/* Copies when mask is all ones, leaves `dst` as it is when it is 0. */
void ct_copy_if(uint32_t mask, uint8_t *dst, const uint8_t *src, size_t len);
/* Overwrites a secret; the compiler may not leave it out. */
void ct_wipe(void *secret, size_t len);
/* dst = a ^ b; dst may be a or b. */
void xor_bytes(uint8_t *dst, const uint8_t *a, const uint8_t *b, size_t len);

#endif
