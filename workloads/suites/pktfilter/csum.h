// SPDX-License-Identifier: Apache-2.0
//
// The Internet checksum (RFC 1071) and its incremental update (RFC 1624).
// Sums and checksums are numbers: byte 0 of a word is its high half.
#ifndef PF_CSUM_H
#define PF_CSUM_H

#include <stddef.h>
#include <stdint.h>

/* Adds the 16-bit words of @buf to @sum; only the last piece may be odd. */
uint32_t pf_csum_partial(const void *buf, size_t len, uint32_t sum);

/* The ones' complement sum of two sums. */
uint32_t pf_csum_add(uint32_t a, uint32_t b);

/* The checksum to put in a header: @sum folded to 16 bits and complemented. */
uint16_t pf_csum_fold(uint32_t sum);

/* Checksum of one buffer; 0 if it contains its own correct checksum. */
uint16_t pf_csum(const void *buf, size_t len);

/* @check after a 16-bit field changed. */
uint16_t pf_csum_replace2(uint16_t check, uint16_t from, uint16_t to);

/* @check after a 32-bit field changed. */
uint16_t pf_csum_replace4(uint16_t check, uint32_t from, uint32_t to);

/* Sum of the IPv4 or IPv6 pseudo-header; @addr_len is 4 or 16. */
uint32_t pf_csum_pseudo(const uint8_t *saddr, const uint8_t *daddr, unsigned int addr_len,
			uint8_t proto, uint32_t len);

/* Copies @len bytes and adds them to @sum. */
uint32_t pf_csum_copy(void *dst, const void *src, size_t len, uint32_t sum);

/* Joins @sum with that of a block which starts at byte @offset of the whole. */
uint32_t pf_csum_block_add(uint32_t sum, uint32_t block, size_t offset);

#endif
