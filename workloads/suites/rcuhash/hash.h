// SPDX-License-Identifier: Apache-2.0
//
// Hash functions: SipHash (Aumasson, Bernstein 2012) where keys come from an
// adversary, Jenkins' lookup3 (2006) where speed matters more.
#ifndef RH_HASH_H
#define RH_HASH_H

#include <stddef.h>
#include <stdint.h>

struct siphash_key {
	uint64_t k0, k1;
};

/* SipHash-2-4 of @len bytes. */
uint64_t siphash(const void *data, size_t len, const struct siphash_key *key);

/* As siphash over the 8 bytes of @a, lowest first. */
uint64_t siphash_1u64(uint64_t a, const struct siphash_key *key);

/* As siphash over the 16 bytes of @a and @b, lowest first. */
uint64_t siphash_2u64(uint64_t a, uint64_t b, const struct siphash_key *key);

/* As siphash with one compression and three finalization rounds. */
uint64_t siphash_1_3(const void *data, size_t len, const struct siphash_key *key);

/* lookup3's hashlittle() of @len bytes. */
uint32_t jhash(const void *data, size_t len, uint32_t seed);

/* lookup3's hashword() of @n words. */
uint32_t jhash_words(const uint32_t *words, size_t n, uint32_t seed);

/* As jhash_words over @a, @b and @c. */
uint32_t jhash_3words(uint32_t a, uint32_t b, uint32_t c, uint32_t seed);

#endif
