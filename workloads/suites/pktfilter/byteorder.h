// SPDX-License-Identifier: Apache-2.0
//
// Unaligned access to packet bytes, in network and in host order.
#ifndef PF_BYTEORDER_H
#define PF_BYTEORDER_H

#include <stdint.h>
#include <string.h>

#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
#define pf_be16(x)	__builtin_bswap16(x)
#define pf_be32(x)	__builtin_bswap32(x)
#else
#define pf_be16(x)	((uint16_t)(x))
#define pf_be32(x)	((uint32_t)(x))
#endif

static inline uint16_t get_be16(const uint8_t *p)
{
	return (uint16_t)(p[0] << 8 | p[1]);
}

static inline uint32_t get_be32(const uint8_t *p)
{
	return (uint32_t)get_be16(p) << 16 | get_be16(p + 2);
}

static inline void put_be16(uint8_t *p, uint16_t v)
{
	p[0] = (uint8_t)(v >> 8);
	p[1] = (uint8_t)v;
}

static inline void put_be32(uint8_t *p, uint32_t v)
{
	put_be16(p, (uint16_t)(v >> 16));
	put_be16(p + 2, (uint16_t)v);
}

#endif
