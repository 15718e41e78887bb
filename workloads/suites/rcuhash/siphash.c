// SPDX-License-Identifier: Apache-2.0
#include "hash.h"

struct sip_state {
	uint64_t v0, v1, v2, v3;
};

static inline uint64_t rotl(uint64_t x, int n)
{
	return x << n | x >> (64 - n);
}

static void sip_rounds(struct sip_state *s, int n)
{
	while (n--) {
		s->v0 += s->v1;
		s->v2 += s->v3;
		s->v1 = rotl(s->v1, 13) ^ s->v0;
		s->v3 = rotl(s->v3, 16) ^ s->v2;
		s->v0 = rotl(s->v0, 32) + s->v3;
		s->v2 += s->v1;
		s->v3 = rotl(s->v3, 21) ^ s->v0;
		s->v1 = rotl(s->v1, 17) ^ s->v2;
		s->v2 = rotl(s->v2, 32);
	}
}

static void sip_init(struct sip_state *s, const struct siphash_key *key)
{
	/* "somepseudorandomlygeneratedbytes" */
	s->v0 = key->k0 ^ 0x736f6d6570736575ull;
	s->v1 = key->k1 ^ 0x646f72616e646f6dull;
	s->v2 = key->k0 ^ 0x6c7967656e657261ull;
	s->v3 = key->k1 ^ 0x7465646279746573ull;
}

static void sip_compress(struct sip_state *s, uint64_t word, int rounds)
{
	s->v3 ^= word;
	sip_rounds(s, rounds);
	s->v0 ^= word;
}

static uint64_t sip_finish(struct sip_state *s, int rounds)
{
	s->v2 ^= 0xff;
	sip_rounds(s, rounds);
	return s->v0 ^ s->v1 ^ s->v2 ^ s->v3;
}

/* Up to eight bytes, lowest first. */
static uint64_t load_le(const uint8_t *p, size_t n)
{
	uint64_t word = 0;

	for (size_t i = 0; i < n; i++)
		word |= (uint64_t)p[i] << (8 * i);
	return word;
}

static uint64_t sip_bytes(const void *data, size_t len, const struct siphash_key *key,
			  int c_rounds, int d_rounds)
{
	const uint8_t *p = data;
	struct sip_state s;
	size_t left;

	sip_init(&s, key);
	for (left = len; left >= 8; left -= 8, p += 8)
		sip_compress(&s, load_le(p, 8), c_rounds);
	sip_compress(&s, load_le(p, left) | (uint64_t)len << 56, c_rounds);
	return sip_finish(&s, d_rounds);
}

uint64_t siphash(const void *data, size_t len, const struct siphash_key *key)
{
	return sip_bytes(data, len, key, 2, 4);
}

uint64_t siphash_1_3(const void *data, size_t len, const struct siphash_key *key)
{
	return sip_bytes(data, len, key, 1, 3);
}

uint64_t siphash_1u64(uint64_t a, const struct siphash_key *key)
{
	struct sip_state s;

	sip_init(&s, key);
	sip_compress(&s, a, 2);
	sip_compress(&s, 8ull << 56, 2);
	return sip_finish(&s, 4);
}

uint64_t siphash_2u64(uint64_t a, uint64_t b, const struct siphash_key *key)
{
	struct sip_state s;

	sip_init(&s, key);
	sip_compress(&s, a, 2);
	sip_compress(&s, b, 2);
	sip_compress(&s, 16ull << 56, 2);
	return sip_finish(&s, 4);
}
