// SPDX-License-Identifier: Apache-2.0
// Unaligned little-endian access: the format is little-endian on every machine.
#ifndef LZ_BYTES_H
#define LZ_BYTES_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define likely(x)	__builtin_expect(!!(x), 1)
#define unlikely(x)	__builtin_expect(!!(x), 0)

#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
#define lz_le16(v)	(v)
#define lz_le32(v)	(v)
#define lz_le64(v)	(v)
#else
#define lz_le16(v)	__builtin_bswap16(v)
#define lz_le32(v)	__builtin_bswap32(v)
#define lz_le64(v)	__builtin_bswap64(v)
#endif

static inline uint16_t get_le16(const uint8_t *p)
{
	uint16_t v;

	memcpy(&v, p, sizeof(v));
	return lz_le16(v);
}

static inline uint32_t get_le32(const uint8_t *p)
{
	uint32_t v;

	memcpy(&v, p, sizeof(v));
	return lz_le32(v);
}

static inline uint64_t get_le64(const uint8_t *p)
{
	uint64_t v;

	memcpy(&v, p, sizeof(v));
	return lz_le64(v);
}

static inline void put_le16(uint8_t *p, uint16_t v)
{
	v = lz_le16(v);
	memcpy(p, &v, sizeof(v));
}

static inline void put_le32(uint8_t *p, uint32_t v)
{
	v = lz_le32(v);
	memcpy(p, &v, sizeof(v));
}

static inline void put_le64(uint8_t *p, uint64_t v)
{
	v = lz_le64(v);
	memcpy(p, &v, sizeof(v));
}

static inline size_t min_size(size_t a, size_t b)
{
	return a < b ? a : b;
}

#endif
