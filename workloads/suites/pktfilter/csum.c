// SPDX-License-Identifier: Apache-2.0
#include "csum.h"

#include "byteorder.h"

static uint16_t fold16(uint64_t sum)
{
	sum = (sum & 0xffffffff) + (sum >> 32);
	sum = (sum & 0xffffffff) + (sum >> 32);
	sum = (sum & 0xffff) + (sum >> 16);
	sum = (sum & 0xffff) + (sum >> 16);
	return (uint16_t)sum;
}

uint32_t pf_csum_add(uint32_t a, uint32_t b)
{
	uint32_t sum = a + b;

	return sum + (sum < a);		/* end-around carry */
}

/*
 * RFC 1071, section 2 (B): the sum does not depend on byte order, so whole
 * host-order words are added and the result is swapped once.
 */
uint32_t pf_csum_partial(const void *buf, size_t len, uint32_t sum)
{
	const uint8_t *p = buf;
	uint64_t acc = 0;
	uint32_t word;

	for (; len >= sizeof(word); p += sizeof(word), len -= sizeof(word)) {
		memcpy(&word, p, sizeof(word));
		acc += word;
	}
	if (len) {
		word = 0;
		memcpy(&word, p, len);
		acc += word;
	}
	return pf_csum_add(sum, pf_be16(fold16(acc)));
}

uint16_t pf_csum_fold(uint32_t sum)
{
	return (uint16_t)~fold16(sum);
}

uint16_t pf_csum(const void *buf, size_t len)
{
	return pf_csum_fold(pf_csum_partial(buf, len, 0));
}

/* RFC 1624, equation 3: HC' = ~(~HC + ~m + m') */
uint16_t pf_csum_replace2(uint16_t check, uint16_t from, uint16_t to)
{
	uint32_t sum = (uint16_t)~check;

	sum = pf_csum_add(sum, (uint16_t)~from);
	return pf_csum_fold(pf_csum_add(sum, to));
}

uint16_t pf_csum_replace4(uint16_t check, uint32_t from, uint32_t to)
{
	check = pf_csum_replace2(check, (uint16_t)(from >> 16), (uint16_t)(to >> 16));
	return pf_csum_replace2(check, (uint16_t)from, (uint16_t)to);
}

uint32_t pf_csum_pseudo(const uint8_t *saddr, const uint8_t *daddr, unsigned int addr_len,
			uint8_t proto, uint32_t len)
{
	uint32_t sum = pf_csum_partial(saddr, addr_len, 0);

	sum = pf_csum_partial(daddr, addr_len, sum);
	sum = pf_csum_add(sum, proto);
	return pf_csum_add(sum, len);
}

uint32_t pf_csum_copy(void *dst, const void *src, size_t len, uint32_t sum)
{
	memcpy(dst, src, len);
	return pf_csum_partial(dst, len, sum);
}

uint32_t pf_csum_block_add(uint32_t sum, uint32_t block, size_t offset)
{
	uint16_t folded = fold16(block);

	if (offset & 1)		/* its bytes land in the other half of the words */
		folded = __builtin_bswap16(folded);
	return pf_csum_add(sum, folded);
}
