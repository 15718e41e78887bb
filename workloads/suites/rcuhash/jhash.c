// SPDX-License-Identifier: Apache-2.0
#include "hash.h"

struct jstate {
	uint32_t a, b, c;
};

static inline uint32_t rotl(uint32_t x, int n)
{
	return x << n | x >> (32 - n);
}

static void start(struct jstate *s, size_t len, uint32_t seed)
{
	s->a = s->b = s->c = 0xdeadbeef + (uint32_t)len + seed;
}

static void mix(struct jstate *s)
{
	s->a = (s->a - s->c) ^ rotl(s->c, 4);
	s->c += s->b;
	s->b = (s->b - s->a) ^ rotl(s->a, 6);
	s->a += s->c;
	s->c = (s->c - s->b) ^ rotl(s->b, 8);
	s->b += s->a;
	s->a = (s->a - s->c) ^ rotl(s->c, 16);
	s->c += s->b;
	s->b = (s->b - s->a) ^ rotl(s->a, 19);
	s->a += s->c;
	s->c = (s->c - s->b) ^ rotl(s->b, 4);
	s->b += s->a;
}

static uint32_t finish(struct jstate *s)
{
	s->c = (s->c ^ s->b) - rotl(s->b, 14);
	s->a = (s->a ^ s->c) - rotl(s->c, 11);
	s->b = (s->b ^ s->a) - rotl(s->a, 25);
	s->c = (s->c ^ s->b) - rotl(s->b, 16);
	s->a = (s->a ^ s->c) - rotl(s->c, 4);
	s->b = (s->b ^ s->a) - rotl(s->a, 14);
	return (s->c ^ s->b) - rotl(s->b, 24);
}

/* Up to four bytes, lowest first; none for a word past the end. */
static uint32_t load_le(const uint8_t *p, size_t at, size_t len)
{
	uint32_t word = 0;

	for (size_t i = 0; i < 4 && at + i < len; i++)
		word |= (uint32_t)p[at + i] << (8 * i);
	return word;
}

static void add_bytes(struct jstate *s, const uint8_t *p, size_t len)
{
	s->a += load_le(p, 0, len);
	s->b += load_le(p, 4, len);
	s->c += load_le(p, 8, len);
}

uint32_t jhash(const void *data, size_t len, uint32_t seed)
{
	const uint8_t *p = data;
	struct jstate s;

	start(&s, len, seed);
	for (; len > 12; p += 12, len -= 12) {
		add_bytes(&s, p, 12);
		mix(&s);
	}
	if (!len)	/* nothing left to finish with: only for no bytes at all */
		return s.c;
	add_bytes(&s, p, len);
	return finish(&s);
}

uint32_t jhash_words(const uint32_t *words, size_t n, uint32_t seed)
{
	struct jstate s;

	start(&s, n * 4, seed);
	for (; n > 3; words += 3, n -= 3) {
		s.a += words[0];
		s.b += words[1];
		s.c += words[2];
		mix(&s);
	}
	if (!n)
		return s.c;
	s.a += words[0];
	s.b += n > 1 ? words[1] : 0;
	s.c += n > 2 ? words[2] : 0;
	return finish(&s);
}

uint32_t jhash_3words(uint32_t a, uint32_t b, uint32_t c, uint32_t seed)
{
	struct jstate s;

	start(&s, 12, seed);
	s.a += a;
	s.b += b;
	s.c += c;
	return finish(&s);
}
